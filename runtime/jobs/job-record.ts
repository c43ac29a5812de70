export { FIRST_RECORD, parseRecord, printRecord, type Attempt, type JobRecord, type Progress } from "../core/jobs/job-record.js";
