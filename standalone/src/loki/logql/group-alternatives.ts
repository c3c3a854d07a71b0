const TOKEN = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|#[^\n]*|\s+|[A-Za-z_]\w*|[=!<>~|]+|./gsu;
const OPERANDS_PER_GROUP = 64;
const FEW_JOINERS = 200;

type Joiner = 'or' | 'and';

/** Where an `or` or `and` between label filters stands. */
interface JoinerPlace {
  readonly from: number;
  readonly to: number;
}

/**
 * The same query, of the same length and meaning, in which long chains of label filters (`a="x" or a="y" or …`) are
 * grouped by parentheses written over spaces. The grammar's parser gives up on chains of some hundreds of operands;
 * a search for many conversations has thousands.
 */
export function groupAlternatives(query: string): string {
  if ((query.match(/\b(or|and)\b/g)?.length ?? 0) < FEW_JOINERS) return query;
  const tokens = [...query.matchAll(TOKEN)].filter(([text]) => !/^(\s|#)/.test(text));
  const characters = [...Array(query.length).keys()].map((at) => query.charAt(at));
  for (const joiner of ['or', 'and'] as const) {
    for (const chain of findChains(tokens, joiner)) writeGroups(characters, chain);
  }
  return characters.join('');
}

/** Chains of one joiner on one level of parentheses. What stands between two neighbours of a chain is one operand or more. */
function findChains(tokens: readonly RegExpMatchArray[], joiner: Joiner): readonly (readonly JoinerPlace[])[] {
  const chains: JoinerPlace[][] = [[]];
  const outer: JoinerPlace[][] = [];
  let current = chains[0] ?? [];
  const startChain = (): void => {
    current = [];
    chains.push(current);
  };
  tokens.forEach((token, index) => {
    const [text] = token;
    if (text === '(') {
      outer.push(current);
      startChain();
    } else if (text === ')') {
      current = outer.pop() ?? [];
    } else if (text === joiner && isOperandStart(tokens[index + 1]?.[0])) {
      current.push({ from: token.index ?? 0, to: (token.index ?? 0) + text.length });
    } else if (endsChain(text, joiner)) {
      startChain();
    }
  });
  return chains;
}

/** Not so after the `or` of line filters, which joins bare texts and allows no parentheses. */
function isOperandStart(text = ''): boolean {
  return text === '(' || /^[A-Za-z_]/.test(text);
}

function endsChain(text: string, joiner: Joiner): boolean {
  return text.startsWith('|') || (joiner === 'and' && text === 'or');
}

function writeGroups(characters: string[], chain: readonly JoinerPlace[]): void {
  const isSpace = (at: number): boolean => characters[at]?.trim() === '';
  let opened: number | undefined;
  chain.forEach(({ from, to }, index) => {
    if (opened !== undefined && index - opened >= OPERANDS_PER_GROUP && isSpace(from - 1)) {
      characters[chain[opened]?.to ?? 0] = '(';
      characters[from - 1] = ')';
      opened = undefined;
    }
    if (opened === undefined && isSpace(to)) opened = index;
  });
}
