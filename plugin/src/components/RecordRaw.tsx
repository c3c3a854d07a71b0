import { css } from '@emotion/css';
import { parseJson } from '@botscope/delta';
import { explainRecord, keptUntil, type BotRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, FilterInput, Text, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { EntryMeaning } from './EntryMeaning.tsx';
import { JsonView } from './JsonView.tsx';
import { KeepNote } from './KeepNote.tsx';
import { SafeText } from './SafeText.tsx';

/** A record as it is stored: body, attributes, its ids to copy, until when it is kept, and what such an entry means. */
export function RecordRaw({ record }: { readonly record: BotRecord }) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const { traceId, uidDerived, uid, line } = record;
  return (
    <div>
      <EntryMeaning explanations={explainRecord(record)} />
      <div className={styles.facts}>
        <KeepNote untilMillis={keptUntil(record).untilUnixMillis} isPinned={record.pinned} />
        {!uidDerived && <CopiedId name="record" id={uid} />}
        {traceId !== undefined && <CopiedId name="trace" id={traceId} />}
      </div>
      {record.bodyError !== undefined && (
        <p role="status">
          Damaged: <SafeText text={record.bodyError} />. It is shown as it is stored.
        </p>
      )}
      <div className={styles.heading}>
        <Text element="h4" variant="h6">
          Body
        </Text>
        <FilterInput
          aria-label="Search body and attributes"
          placeholder="Search names and values"
          escapeRegex={false}
          width={28}
          value={search}
          onChange={setSearch}
        />
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => line}>
          Copy
        </ClipboardButton>
      </div>
      <JsonView value={toValue(line)} label="Body of the record" search={search} />
      <Text element="h4" variant="h6">
        Attributes
      </Text>
      <Attributes record={record} search={search.toLowerCase()} />
    </div>
  );
}

function CopiedId({ name, id }: { readonly name: string; readonly id: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span>
      {name}{' '}
      <span className={styles.id}>
        <SafeText text={id} />
      </span>{' '}
      <ClipboardButton
        size="sm"
        variant="secondary"
        fill="text"
        icon="copy"
        aria-label={`Copy the id of the ${name}`}
        getText={() => id}
      />
    </span>
  );
}

function Attributes({ record, search }: { readonly record: BotRecord; readonly search: string }) {
  const styles = useStyles2(getStyles);
  const attributes = Object.entries({ ...record.labels, ...record.metadata })
    .filter((entry) => entry.some((text) => text.toLowerCase().includes(search)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (attributes.length === 0) return <p>No attribute contains this text.</p>;
  return (
    <dl className={styles.attributes}>
      {attributes.map(([name, value]) => (
        <div key={name} className={styles.attribute}>
          <dt>
            <SafeText text={name} />
          </dt>
          <dd>
            <SafeText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The body's value with its numbers exact; the text itself where it is no JSON. */
function toValue(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return line;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 2) }),
  id: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  heading: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: theme.spacing(1) }),
  attributes: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  attribute: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    gap: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    dt: { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
    'dt, dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
