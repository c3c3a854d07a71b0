import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { describeJson, type JsonContainer, type JsonNode } from './json-node.ts';
import { searchJson, toMemberPointer, type JsonMatches } from './json-search.ts';
import { SafeText } from './SafeText.tsx';

interface JsonViewProps {
  /** An untrusted value: what `JSON.parse` gives, or `parseJson` of `@botscope/delta`, which keeps big numbers exact. */
  readonly value: unknown;
  /** What the value is, for screen readers. */
  readonly label: string;
  /** Only what contains this text in its name or value is shown, opened to it. */
  readonly search?: string;
  /** JSON Pointers of places to mark as changed. */
  readonly changed?: ReadonlySet<string>;
}

const OPEN_LEVELS = 3;
const OPEN_MEMBERS = 40;
const MEMBERS_AT_ONCE = 100;
const TEXT_AT_ONCE = 2_000;

/** A JSON value as a tree; long lists, long texts and deep levels open on demand. */
export function JsonView({ value, label, search = '', changed }: JsonViewProps) {
  const styles = useStyles2(getStyles);
  const matches = useMemo(() => (search === '' ? undefined : searchJson(value, search)), [value, search]);
  if (matches?.shown.size === 0) return <p>No name or value contains this text.</p>;
  return (
    <div role="group" aria-label={label} className={styles.tree}>
      <Node node={describeJson(value)} level={0} pointer="" marks={{ matches, changed }} />
    </div>
  );
}

interface Marks {
  readonly matches: JsonMatches | undefined;
  readonly changed: ReadonlySet<string> | undefined;
}

interface NodeProps {
  readonly node: JsonNode;
  readonly level: number;
  readonly pointer: string;
  readonly marks: Marks;
  readonly name?: string;
}

function Node({ node, ...place }: NodeProps) {
  const { name, pointer, marks } = place;
  if (node.kind === 'container') return <Container node={node} {...place} />;
  return (
    <span>
      <Name name={name} pointer={pointer} marks={marks} />
      <Scalar node={node} isFound={marks.matches?.found.has(pointer) === true} />
    </span>
  );
}

function Container({ node, level, pointer, marks, name }: Omit<NodeProps, 'node'> & { readonly node: JsonContainer }) {
  const styles = useStyles2(getStyles);
  const [choice, setChoice] = useState<boolean>();
  const [shown, setShown] = useState(MEMBERS_AT_ONCE);
  const { matches } = marks;
  const isOpen = choice ?? (matches !== undefined || (level < OPEN_LEVELS && node.size <= OPEN_MEMBERS));
  const members = isOpen ? listMembers(node, pointer, matches) : [];
  return (
    <>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => setChoice(!isOpen)}>
        <span aria-hidden>{isOpen ? '▾' : '▸'}</span> <Name name={name} pointer={pointer} marks={marks} />
        <span className={styles.summary}>{node.isArray ? `[${node.size}]` : `{${node.size}}`}</span>
      </button>
      {isOpen && (
        <ul className={styles.members}>
          {members.slice(0, shown).map(({ key, child, place }) => (
            <li key={key}>
              <Node node={describeJson(child)} level={level + 1} pointer={place} marks={marks} name={key} />
            </li>
          ))}
          {members.length > shown && (
            <li>
              <button type="button" className={styles.more} onClick={() => setShown(shown + MEMBERS_AT_ONCE)}>
                Show {Math.min(MEMBERS_AT_ONCE, members.length - shown)} more of {members.length}
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

/** The members to show: all, or those on the way to a match. Inside a match that names a container all are shown. */
function listMembers(node: JsonContainer, pointer: string, matches: JsonMatches | undefined) {
  const members = node.members().map(([key, child]) => ({ key, child, place: toMemberPointer(pointer, key) }));
  const onTheWay = members.filter(({ place }) => matches?.shown.has(place));
  return matches === undefined || onTheWay.length === 0 ? members : onTheWay;
}

function Scalar({
  node,
  isFound,
}: {
  readonly node: Exclude<JsonNode, { kind: 'container' }>;
  readonly isFound: boolean;
}) {
  const styles = useStyles2(getStyles);
  const [isWhole, setIsWhole] = useState(false);
  const isCut = node.text.length > TEXT_AT_ONCE && !isWhole;
  return (
    <span className={cx(styles[node.kind], isFound && styles.found)}>
      <SafeText text={isCut ? node.text.slice(0, TEXT_AT_ONCE) : node.text} />
      {isCut && (
        <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
          … show all {node.text.length} characters
        </button>
      )}
    </span>
  );
}

function Name({ name, pointer, marks }: Pick<NodeProps, 'pointer' | 'marks'> & { readonly name: string | undefined }) {
  const styles = useStyles2(getStyles);
  if (name === undefined) return null;
  return (
    <span className={cx(styles.name, marks.matches?.found.has(pointer) && styles.found)}>
      {marks.changed?.has(pointer) && (
        <span className={styles.changed} title="Changed here">
          <span aria-hidden>●</span>
          <span className="sr-only"> changed </span>
        </span>
      )}
      <SafeText text={name} />:{' '}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const button = { background: 'none', border: 'none', padding: 0, font: 'inherit', textAlign: 'start' as const };
  return {
    tree: css({
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-wrap',
    }),
    // As tall as WCAG AA wants a target to be that stands close to others.
    toggle: css({ ...button, color: theme.colors.text.primary, minHeight: theme.spacing(3) }),
    more: css({ ...button, color: theme.colors.text.link }),
    members: css({ listStyle: 'none', paddingLeft: theme.spacing(2) }),
    name: css({ color: theme.colors.text.secondary }),
    summary: css({ color: theme.colors.text.secondary }),
    leftOut: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
    string: css({ color: theme.colors.success.text }),
    number: css({ color: theme.colors.info.text }),
    word: css({ color: theme.colors.warning.text }),
    found: css({ outline: `1px solid ${theme.colors.primary.border}`, borderRadius: theme.shape.radius.default }),
    changed: css({ color: theme.colors.warning.text, marginRight: theme.spacing(0.5) }),
  };
};
