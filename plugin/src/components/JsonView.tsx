import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { describeJson, type JsonNode } from './json-node.ts';
import { SafeText } from './SafeText.tsx';

interface JsonViewProps {
  /** An untrusted value: what `JSON.parse` gives, or `parseJson` of `@botscope/delta`, which keeps big numbers exact. */
  readonly value: unknown;
  /** What the value is, for screen readers. */
  readonly label: string;
}

const OPEN_LEVELS = 3;
const OPEN_MEMBERS = 40;
const MEMBERS_AT_ONCE = 100;
const TEXT_AT_ONCE = 2_000;

/** A JSON value as a tree; long lists, long texts and deep levels open on demand. */
export function JsonView({ value, label }: JsonViewProps) {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label={label} className={styles.tree}>
      <Node node={describeJson(value)} level={0} />
    </div>
  );
}

interface NodeProps {
  readonly node: JsonNode;
  readonly level: number;
  readonly name?: string;
}

function Node({ node, level, name }: NodeProps) {
  return node.kind === 'container' ? (
    <Container node={node} level={level} {...(name === undefined ? {} : { name })} />
  ) : (
    <span>
      <Name name={name} />
      <Scalar node={node} />
    </span>
  );
}

function Container({ node, level, name }: NodeProps & { readonly node: Extract<JsonNode, { kind: 'container' }> }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(level < OPEN_LEVELS && node.size <= OPEN_MEMBERS);
  const [shown, setShown] = useState(MEMBERS_AT_ONCE);
  const summary = node.isArray ? `[${node.size}]` : `{${node.size}}`;
  return (
    <>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span aria-hidden>{isOpen ? '▾' : '▸'}</span> <Name name={name} />
        <span className={styles.summary}>{summary}</span>
      </button>
      {isOpen && (
        <ul className={styles.members}>
          {node.members(shown).map(([key, child]) => (
            <li key={key}>
              <Node node={describeJson(child)} level={level + 1} name={key} />
            </li>
          ))}
          {node.size > shown && (
            <li>
              <button type="button" className={styles.more} onClick={() => setShown(shown + MEMBERS_AT_ONCE)}>
                Show {Math.min(MEMBERS_AT_ONCE, node.size - shown)} more of {node.size}
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function Scalar({ node }: { readonly node: Exclude<JsonNode, { kind: 'container' }> }) {
  const styles = useStyles2(getStyles);
  const [isWhole, setIsWhole] = useState(false);
  if (node.kind === 'leftOut') return <span className={styles.summary}>left out, {node.sizeBytes} bytes</span>;
  const isCut = node.text.length > TEXT_AT_ONCE && !isWhole;
  return (
    <span className={styles[node.kind]}>
      <SafeText text={isCut ? node.text.slice(0, TEXT_AT_ONCE) : node.text} />
      {isCut && (
        <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
          … show all {node.text.length} characters
        </button>
      )}
    </span>
  );
}

function Name({ name }: { readonly name: string | undefined }) {
  const styles = useStyles2(getStyles);
  if (name === undefined) return null;
  return (
    <span className={styles.name}>
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
    toggle: css({ ...button, color: theme.colors.text.primary }),
    more: css({ ...button, color: theme.colors.text.link }),
    members: css({ listStyle: 'none', paddingLeft: theme.spacing(2) }),
    name: css({ color: theme.colors.text.secondary }),
    summary: css({ color: theme.colors.text.secondary }),
    string: css({ color: theme.colors.success.text }),
    number: css({ color: theme.colors.info.text }),
    word: css({ color: theme.colors.warning.text }),
  };
};
