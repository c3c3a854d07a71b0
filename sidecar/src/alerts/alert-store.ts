import type { DatabaseSync } from 'node:sqlite';
import { ALERT_WINDOW_COLUMNS, fromAlertWindowRow, type AlertWindow, type AlertWindowRow } from './alert-window.ts';

/** What an attempt to send changed. */
export type AttemptResult = Required<Pick<AlertWindow, 'state' | 'attempts' | 'lastAnswer'>> &
  Pick<AlertWindow, 'nextAttemptMillis'>;

/** What composing a mail settled. */
export type ComposedMail = Required<Pick<AlertWindow, 'subject' | 'recipients' | 'message'>>;

/** Alert windows in the state file. Methods that change are to be called in a transaction where several belong together. */
export interface AlertStore {
  /** Counts an error once; false when its uid was counted before. */
  countOnce(uid: string): boolean;
  /** Forgets all but the newest counted uids. */
  forgetCounted(keep: number): void;
  insert(window: AlertWindow): void;
  get(id: string): AlertWindow | undefined;
  /** The window of a bot that is open at a time. */
  findOpen(bot: string, nowMillis: number): AlertWindow | undefined;
  /** The window of a bot before another one. */
  findPrevious(window: AlertWindow): AlertWindow | undefined;
  addSuppressed(id: string): void;
  addAffectedUser(id: string, user: string): void;
  countAffectedUsers(id: string): number;
  /** Windows whose mail is to be sent at a time, oldest first. */
  listDue(nowMillis: number): readonly AlertWindow[];
  /** Windows whose mail was refused or could not be sent, and will be tried again. */
  countRetrying(): number;
  /** Makes all of those due now. */
  hastenRetries(nowMillis: number): void;
  setComposed(id: string, mail: ComposedMail): void;
  setAttempt(id: string, result: AttemptResult): void;
  /** Ends open windows of a bot, or of all, now. */
  endOpen(bot: string | undefined, nowMillis: number): number;
  /** Marks windows that have ended as closed and gives them, oldest first. */
  closeEnded(nowMillis: number): readonly AlertWindow[];
  /** Newest first; `before` is the id of the last row of the page before. */
  list(limit: number, before?: string): readonly AlertWindow[];
  /** Windows open at a time, newest first. */
  listOpen(nowMillis: number): readonly AlertWindow[];
}

/** Without what only sending needs: a page of the ledger would otherwise read all mails. */
const LEDGER_COLUMNS = ALERT_WINDOW_COLUMNS.replace('cause, message', 'NULL AS cause, NULL AS message');

function prepareInsert(database: DatabaseSync): (window: AlertWindow) => void {
  const places = ALERT_WINDOW_COLUMNS.split(', ').fill('?').join(', ');
  const statement = database.prepare(`INSERT INTO alert_windows (${ALERT_WINDOW_COLUMNS}) VALUES (${places})`);
  return (window) => {
    statement.run(
      window.id,
      window.purpose,
      window.bot,
      window.botName,
      window.environment,
      window.startMillis,
      window.endMillis,
      window.state,
      window.subject,
      window.reason,
      JSON.stringify(window.recipients),
      window.suppressedCount,
      window.attempts,
      window.nextAttemptMillis ?? null,
      window.lastAnswer ?? null,
      window.causeUid,
      window.conversation ?? null,
      window.turn ?? null,
      window.step ?? null,
      window.cause ?? null,
      window.message ?? null,
    );
  };
}

type Selection = (...values: readonly (string | number)[]) => readonly AlertWindow[];

function prepareSelections(database: DatabaseSync) {
  const select = (rest: string, columns = ALERT_WINDOW_COLUMNS): Selection => {
    const statement = database.prepare(`SELECT ${columns} FROM alert_windows ${rest}`);
    return (...values) => (statement.all(...values) as unknown as AlertWindowRow[]).map(fromAlertWindowRow);
  };
  return {
    byId: select('WHERE id = ?'),
    // Not compared with the start: a clock that was set back would open a second window.
    open: select(`WHERE bot = ? AND purpose = 'error' AND end_millis > ? ORDER BY id DESC LIMIT 1`),
    previous: select(`WHERE bot = ? AND purpose = 'error' AND id < ? ORDER BY id DESC LIMIT 1`),
    due: select(
      `WHERE state IN ('sending', 'retrying') AND (next_attempt_millis IS NULL OR next_attempt_millis <= ?) ORDER BY id`,
    ),
    ended: select(`WHERE closed = 0 AND end_millis <= ? ORDER BY id`),
    newest: select('WHERE id < ? ORDER BY id DESC LIMIT ?', LEDGER_COLUMNS),
    allOpen: select(`WHERE purpose = 'error' AND closed = 0 AND end_millis > ? ORDER BY id DESC`, LEDGER_COLUMNS),
  };
}

function prepareChanges(database: DatabaseSync) {
  return {
    count: database.prepare('INSERT INTO counted_errors (uid) VALUES (?) ON CONFLICT DO NOTHING'),
    forget: database.prepare('DELETE FROM counted_errors WHERE number <= (SELECT max(number) FROM counted_errors) - ?'),
    suppress: database.prepare('UPDATE alert_windows SET suppressed_count = suppressed_count + 1 WHERE id = ?'),
    affect: database.prepare('INSERT INTO affected_users (window_id, user) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    compose: database.prepare('UPDATE alert_windows SET subject = ?, recipients = ?, message = ? WHERE id = ?'),
    attempt: database.prepare(
      // A mail that has gone out is not kept: it quotes what people wrote.
      `UPDATE alert_windows SET state = ?1, attempts = ?2, last_answer = ?3, next_attempt_millis = ?4,
        message = iif(?1 IN ('sent', 'written'), NULL, message), cause = iif(?1 IN ('sent', 'written'), NULL, cause)
        WHERE id = ?5`,
    ),
    hasten: database.prepare(
      `UPDATE alert_windows SET next_attempt_millis = min(next_attempt_millis, ?) WHERE state = 'retrying'`,
    ),
    end: database.prepare(
      `UPDATE alert_windows SET end_millis = ?1 WHERE purpose = 'error' AND end_millis > ?1 AND (?2 IS NULL OR bot = ?2)`,
    ),
    close: database.prepare('UPDATE alert_windows SET closed = 1 WHERE closed = 0 AND end_millis <= ?'),
  };
}

/** Sorts after every id. */
const AFTER_ALL_IDS = '~';

/** The alert windows of a state file. */
export function createAlertStore(database: DatabaseSync): AlertStore {
  const selection = prepareSelections(database);
  const change = prepareChanges(database);
  const users = database.prepare('SELECT count(*) AS count FROM affected_users WHERE window_id = ?');
  const retrying = database.prepare(`SELECT count(*) AS count FROM alert_windows WHERE state = 'retrying'`);
  return {
    countOnce: (uid) => change.count.run(uid).changes === 1,
    forgetCounted: (keep) => void change.forget.run(keep),
    insert: prepareInsert(database),
    get: (id) => selection.byId(id)[0],
    findOpen: (bot, nowMillis) => selection.open(bot, nowMillis)[0],
    findPrevious: ({ bot, id }) => selection.previous(bot, id)[0],
    addSuppressed: (id) => void change.suppress.run(id),
    addAffectedUser: (id, user) => void change.affect.run(id, user),
    countAffectedUsers: (id) => (users.get(id) as { count: number }).count,
    listDue: (nowMillis) => selection.due(nowMillis),
    countRetrying: () => (retrying.get() as { count: number }).count,
    hastenRetries: (nowMillis) => void change.hasten.run(nowMillis),
    setComposed: (id, mail) => void change.compose.run(mail.subject, JSON.stringify(mail.recipients), mail.message, id),
    setAttempt: (id, result) =>
      void change.attempt.run(result.state, result.attempts, result.lastAnswer, result.nextAttemptMillis ?? null, id),
    endOpen: (bot, nowMillis) => Number(change.end.run(nowMillis, bot ?? null).changes),
    closeEnded: (nowMillis) => {
      const ended = selection.ended(nowMillis);
      change.close.run(nowMillis);
      return ended;
    },
    list: (limit, before = AFTER_ALL_IDS) => selection.newest(before, limit),
    listOpen: (nowMillis) => selection.allOpen(nowMillis),
  };
}
