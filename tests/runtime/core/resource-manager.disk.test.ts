import { managerTables } from "../../conformance/manager/tables.js";
import { managerSuite } from "../../conformance/manager.suite.js";
import { openRow } from "../../services/rows/places.js";

managerSuite("disk", () => openRow("disk", managerTables));
