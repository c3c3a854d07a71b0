import { css } from '@emotion/css';
import type { Step, Turn } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useServices } from '../../../lib/services.ts';
import { formatDateAndClock } from '../../../lib/time-format.ts';
import { toChangeView, type ChangeView, type FieldView } from '../change-view.ts';
import { useChangesBefore } from '../useChangesBefore.ts';

interface ChangesBeforeProps {
  readonly turn: Turn;
  /** The open step. */
  readonly step: Step | undefined;
}

/**
 * What was changed before the open step, or else the turn, failed; at once only what has to do with it, so that the error
 * itself stays in view. Nothing where nothing failed.
 */
export function ChangesBefore({ turn, step }: ChangesBeforeProps) {
  if (step && hasFailed(step)) return <Section key={step.key} turn={turn} step={step} />;
  return turn.status === 'error' ? <Section key={turn.id} turn={turn} step={turn.firstErrorStep} /> : null;
}

function hasFailed({ status, calls }: Step): boolean {
  return status === 'error' || calls.some(({ failed }) => failed);
}

const SHOWN_AT_ONCE = 3;

function Section({ turn, step }: ChangesBeforeProps) {
  const styles = useStyles2(getStyles);
  const [isWhole, setIsWhole] = useState(false);
  const { mayRead, windowHours, errorMillis, changes, error, reload } = useChangesBefore(turn, step);
  const hours = `${windowHours} h`;
  const views = changes?.map((change) => toChangeView(change, errorMillis)) ?? [];
  const related = views.filter(({ isNear }) => isNear).slice(0, SHOWN_AT_ONCE);
  const shown = isWhole ? views : related;
  const hiddenCount = views.length - shown.length;
  return (
    <section aria-label="What changed before" className={styles.section}>
      <h3 className={styles.title}>What changed before</h3>
      {!mayRead && (
        <p className={styles.note}>
          Those who may read the audit log (Admins) see here what was changed in the {hours} before.
        </p>
      )}
      {error !== undefined && <ErrorPanel error={error} onRetry={() => void reload()} />}
      {mayRead && error === undefined && changes === undefined && (
        <p className={styles.note}>Reading the audit log …</p>
      )}
      {changes?.length === 0 && <p className={styles.note}>Nothing was changed in the {hours} before.</p>}
      <ul className={styles.list}>
        {shown.map((view) => (
          <Change key={view.key} view={view} />
        ))}
      </ul>
      {hiddenCount > 0 && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => setIsWhole(true)}>
          Show {hiddenCount} {related.length > 0 ? 'more' : `${countChanges(hiddenCount)} that nothing here refers to`}
        </Button>
      )}
    </section>
  );
}

function countChanges(count: number): string {
  return count === 1 ? 'change' : 'changes';
}

function Change({ view }: { readonly view: ChangeView }) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useServices();
  return (
    <li className={styles.change}>
      <span className={styles.when} title={formatDateAndClock(view.millis, timeZone)}>
        {view.when}
      </span>
      <span>
        {view.isNear && <strong className={styles.near}>related </strong>}
        <SafeText text={`${view.entity} ${view.action}`} />
        {', by '}
        <SafeText text={view.actor} />{' '}
        <PageLink isInText to={view.path}>
          Audit entry
        </PageLink>
        {view.fields.map((field) => (
          <Field key={field.name} field={field} />
        ))}
        {view.moreFieldsCount > 0 && <div className={styles.note}>and {view.moreFieldsCount} more fields</div>}
      </span>
    </li>
  );
}

function Field({ field: { name, before, after } }: { readonly field: FieldView }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.field}>
      {name !== '' && (
        <>
          <SafeText text={name} />:{' '}
        </>
      )}
      {before === undefined ? (
        <em>nothing</em>
      ) : (
        <del className={styles.before}>
          <SafeText text={before} />
        </del>
      )}
      {' → '}
      {after === undefined ? (
        <em>nothing</em>
      ) : (
        <ins className={styles.after}>
          <SafeText text={after} />
        </ins>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ minWidth: 0 }),
  title: css({ ...theme.typography.h6, margin: 0 }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  change: css({ display: 'flex', gap: theme.spacing(2), padding: theme.spacing(0.5, 0) }),
  when: css({
    flex: 'none',
    minWidth: '14ch',
    fontVariantNumeric: 'tabular-nums',
    color: theme.colors.text.secondary,
  }),
  near: css({ color: theme.colors.warning.text }),
  note: css({ color: theme.colors.text.secondary, margin: 0 }),
  field: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  }),
  before: css({ color: theme.colors.error.text, textDecoration: 'line-through' }),
  after: css({ color: theme.colors.success.text, textDecoration: 'none' }),
});
