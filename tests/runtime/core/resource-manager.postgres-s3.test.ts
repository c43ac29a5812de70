import { managerTables } from "../../conformance/manager/tables.js";
import { managerSuite } from "../../conformance/manager.suite.js";
import { openRow } from "../../services/rows/places.js";

managerSuite("PostgreSQL and S3", () => openRow("postgres-s3", managerTables));
