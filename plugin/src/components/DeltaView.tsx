import { css, cx } from '@emotion/css';
import { expandDeltaNode, stringifyJson, wordDiff, type DeltaNode, type JsonValue } from '@botscope/delta';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useState, type ReactNode } from 'react';
import { SafeText } from './SafeText.tsx';

/** Levels that are open at once; deeper ones open on demand, so that a hostile depth costs nothing. */
const OPEN_LEVELS = 12;
const CHILDREN_AT_ONCE = 200;
/** Texts with at least so many characters on both sides are compared word by word. */
const LONG_TEXT = 60;

/** Two states laid over each other: added green with `+`, removed red and struck through with `-`, moves as moves. */
export function DeltaView({ tree, label }: { readonly tree: DeltaNode; readonly label: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label={label} className={styles.delta}>
      <Node node={tree} level={0} />
    </div>
  );
}

interface NodeProps {
  readonly node: DeltaNode;
  readonly level: number;
}

function Node({ node, level }: NodeProps) {
  switch (node.kind) {
    case 'unchanged':
      return <Line name={node.key}>{renderLeaf(node.after ?? node.before)}</Line>;
    case 'changed':
      return <Changed node={node} />;
    default:
      return isLeaf(node) ? <WholeLeaf node={node} /> : <Container node={node} level={level} />;
  }
}

function isLeaf(node: DeltaNode): boolean {
  return expandDeltaNode(node).length === 0;
}

/** A value that is there on one side only, or that moved. */
function WholeLeaf({ node }: { readonly node: DeltaNode }) {
  const value = renderLeaf(node.kind === 'removed' ? node.before : node.after);
  if (node.kind === 'added') return <AddedLine node={node}>{value}</AddedLine>;
  if (node.kind === 'removed') return <RemovedLine node={node}>{value}</RemovedLine>;
  return (
    <Line name={node.key} sign={toSign(node)}>
      {value}
    </Line>
  );
}

function Changed({ node }: { readonly node: DeltaNode }) {
  const { before, after } = node;
  if (
    typeof before === 'string' &&
    typeof after === 'string' &&
    before.length >= LONG_TEXT &&
    after.length >= LONG_TEXT
  ) {
    return (
      <Line name={node.key} sign="~">
        <WordDiff before={before} after={after} />
      </Line>
    );
  }
  return (
    <>
      <RemovedLine node={node}>{renderLeaf(before)}</RemovedLine>
      <AddedLine node={node}>{renderLeaf(after)}</AddedLine>
    </>
  );
}

function WordDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {wordDiff(before, after).map(({ kind, text }, index) => {
        if (kind === 'equal') return <SafeText key={index} text={text} />;
        const Element = kind === 'added' ? 'ins' : 'del';
        return (
          <Element key={index} className={styles[kind]}>
            <SafeText text={text} />
          </Element>
        );
      })}
    </>
  );
}

function Container({ node, level }: NodeProps) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(level < OPEN_LEVELS);
  const [shown, setShown] = useState(CHILDREN_AT_ONCE);
  const children = expandDeltaNode(node);
  const whole = node.kind === 'added' || node.kind === 'removed' ? styles[node.kind] : undefined;
  return (
    <div>
      {node.key !== undefined && (
        <button
          type="button"
          className={cx(styles.toggle, whole)}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span className={styles.sign}>{toSign(node)}</span>
          <span aria-hidden>{isOpen ? '▾' : '▸'}</span> <SafeText text={String(node.key)} />
          {node.movedFrom !== undefined && <span className={styles.note}> moved from place {node.movedFrom + 1}</span>}
        </button>
      )}
      {isOpen && (
        <div className={node.key === undefined ? undefined : styles.children}>
          <Children nodes={children.slice(0, shown)} level={level} />
          {children.length > shown && (
            <button type="button" className={styles.more} onClick={() => setShown(shown + CHILDREN_AT_ONCE)}>
              Show {Math.min(CHILDREN_AT_ONCE, children.length - shown)} more of {children.length}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Neighbours that did not change are one folded line. */
function Children({ nodes, level }: { readonly nodes: readonly DeltaNode[]; readonly level: number }) {
  const groups: DeltaNode[][] = [];
  for (const node of nodes) {
    const last = groups.at(-1);
    if (node.kind === 'unchanged' && last?.[0]?.kind === 'unchanged') last.push(node);
    else groups.push([node]);
  }
  return groups.map((group) => {
    const [first] = group;
    if (first === undefined) return null;
    if (first.kind === 'unchanged') return <Unchanged key={`u${String(first.key)}`} nodes={group} />;
    return <Node key={`${first.kind}${String(first.key)}`} node={first} level={level + 1} />;
  });
}

function Unchanged({ nodes }: { readonly nodes: readonly DeltaNode[] }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(false);
  const count = nodes.reduce((sum, node) => sum + (node.leafCount ?? 0), 0);
  return (
    <>
      <button type="button" className={styles.more} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? '▾' : '▸'} {count} unchanged
      </button>
      {isOpen &&
        nodes.map((node) => (
          <Line key={String(node.key)} name={node.key}>
            {renderLeaf(node.after ?? node.before)}
          </Line>
        ))}
    </>
  );
}

function AddedLine({ node, children }: { readonly node: DeltaNode; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <Line name={node.key} sign="+" mark={<ins className={styles.added}>{children}</ins>} tone="added" />;
}

function RemovedLine({ node, children }: { readonly node: DeltaNode; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <Line name={node.key} sign="-" mark={<del className={styles.removed}>{children}</del>} tone="removed" />;
}

interface LineProps {
  readonly name: string | number | undefined;
  readonly sign?: string;
  readonly mark?: ReactNode;
  readonly tone?: 'added' | 'removed';
  readonly children?: ReactNode;
}

function Line({ name, sign = ' ', mark, tone, children }: LineProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.line}>
      <span className={cx(styles.sign, tone && styles[`${tone}Sign`])}>{`${sign} `}</span>
      {name !== undefined && (
        <span className={styles.name}>
          <SafeText text={String(name)} />:{' '}
        </span>
      )}
      {mark ?? children}
    </div>
  );
}

function renderLeaf(value: JsonValue | undefined): ReactNode {
  return <SafeText text={value === undefined ? '' : stringifyJson(value)} />;
}

function toSign({ kind }: DeltaNode): string {
  const signs: Partial<Record<DeltaNode['kind'], string>> = { added: '+', removed: '-', moved: '↕' };
  return signs[kind] ?? ' ';
}

const getStyles = (theme: GrafanaTheme2) => {
  const button = { background: 'none', border: 'none', padding: 0, font: 'inherit', textAlign: 'start' as const };
  // On a tint, the light theme's texts lack the contrast that WCAG AA asks for.
  const tint = (color: string) => (theme.isDark ? color : 'none');
  const added = {
    color: theme.colors.success.text,
    background: tint(theme.colors.success.transparent),
    textDecoration: 'none',
  };
  const removed = {
    color: theme.colors.error.text,
    background: tint(theme.colors.error.transparent),
    textDecoration: 'line-through',
  };
  return {
    delta: css({
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-wrap',
    }),
    line: css({ display: 'block' }),
    sign: css({ display: 'inline-block', width: '2ch' }),
    addedSign: css({ color: theme.colors.success.text }),
    removedSign: css({ color: theme.colors.error.text }),
    name: css({ color: theme.colors.text.secondary }),
    note: css({ color: theme.colors.text.secondary }),
    added: css(added),
    removed: css(removed),
    toggle: css({ ...button, color: theme.colors.text.primary }),
    more: css({ ...button, color: theme.colors.text.link, paddingLeft: '2ch' }),
    children: css({ paddingLeft: theme.spacing(2) }),
  };
};
