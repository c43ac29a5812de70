import { jobsSuite } from "../../../conformance/jobs.suite.js";

jobsSuite("postgres-s3");
