import { ISSUE_COLUMNS } from "./list-statement.js";

// For SQLite and PostgreSQL alike. Parameters go by name: `@issueId`.
export const SQL = {
  current: 'SELECT revision, is_deleted AS "isDeleted" FROM issue WHERE id = @id',
  issue: `SELECT ${ISSUE_COLUMNS} FROM issue WHERE id = @id AND is_deleted = 0`,
  insert: `INSERT INTO issue (id, revision, title, description, status, severity, assignee, due_date,
      resolved_at, created_time, created_by, updated_time, updated_by)
    VALUES (@issueId, 1, @title, @description, @status, @severity, @assignee, @dueDate,
      @resolvedAt, @time, @actor, @time, @actor)`,
  update: `UPDATE issue SET revision = @revision, title = @title, description = @description,
      status = @status, severity = @severity, assignee = @assignee, due_date = @dueDate, resolved_at = @resolvedAt,
      updated_time = @time, updated_by = @actor
    WHERE id = @issueId`,
  mark: `UPDATE issue SET revision = @revision, is_deleted = @isDeleted, updated_time = @time,
      updated_by = @actor
    WHERE id = @issueId`,
  append: `INSERT INTO issue_history (issue_id, revision, op, time, actor, snapshot)
    VALUES (@issueId, @revision, @op, @time, @actor, @snapshot)`,
  appendSame: `INSERT INTO issue_history (issue_id, revision, op, time, actor, snapshot)
    SELECT issue_id, @revision, @op, @time, @actor, snapshot FROM issue_history
    WHERE issue_id = @issueId AND revision = @revision - 1`,
  history: `SELECT issue_id AS "issueId", revision, op, time, actor FROM issue_history
    WHERE issue_id = @id AND revision < @before ORDER BY revision DESC LIMIT @limit`,
  snapshot: "SELECT snapshot FROM issue_history WHERE issue_id = @id AND revision = @revision",
};
