import { jobsSuite } from "../../../conformance/jobs.suite.js";

jobsSuite("postgres-disk");
