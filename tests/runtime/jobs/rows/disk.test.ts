import { jobsSuite } from "../../../conformance/jobs.suite.js";

jobsSuite("disk");
