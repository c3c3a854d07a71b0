import type { SyntaxNode } from '@lezer/common';
import type { LabelChoice, LineFilterStage, Stage } from './ast.ts';
import { errorAt } from './logql-error.ts';
import { parseJsonPath } from './parse-json-path.ts';
import { readLabelFilter } from './read-label-filter.ts';
import { checkRegex, readMatcher } from './read-matcher.ts';
import { childrenOf, flattenList, requiredChild, stringOf, textOf, unsupported } from './syntax-tree.ts';

const LINE_OPERATORS: Readonly<Record<string, LineFilterStage['operator']>> = {
  PipeExact: '|=',
  Neq: '!=',
  PipeMatch: '|~',
  Nre: '!~',
};
const UNSUPPORTED: Readonly<Record<string, string>> = {
  LogfmtParser: 'logfmt',
  LogfmtExpressionParser: 'logfmt',
  LineFormatExpr: 'line_format',
  LabelFormatExpr: 'label_format',
  DecolorizeExpr: 'decolorize',
};
const CONVERSIONS = { BytesConv: 'bytes', DurationConv: 'duration', DurationSecondsConv: 'duration' } as const;

/** A PipelineStage node; several line filters in a row are one node. @throws LogQlError */
export function readStages(query: string, node: SyntaxNode): readonly Stage[] {
  const content = childrenOf(node).find((child) => child.name !== 'Pipe');
  if (content === undefined) throw new Error('the LogQL grammar has an empty stage');
  switch (content.name) {
    case 'LineFilters':
      return flattenList(content, 'LineFilters').map((filter) => readLineFilter(query, filter));
    case 'LabelFilter':
      return [{ kind: 'label', filter: readLabelFilter(query, content) }];
    case 'LabelParser':
      return [readParser(query, content)];
    case 'JsonExpressionParser':
      return [readJson(query, content)];
    case 'DropLabelsExpr':
      return [{ kind: 'drop', choices: readChoices(query, requiredChild(content, 'DropLabels'), 'DropLabels') }];
    case 'KeepLabelsExpr':
      return [{ kind: 'keep', choices: readChoices(query, requiredChild(content, 'KeepLabels'), 'KeepLabels') }];
    default:
      throw unsupported(query, content, UNSUPPORTED[content.name] ?? textOf(query, content));
  }
}

/** The stages of an UnwrapExpr node: the unwrap and the label filters after it. @throws LogQlError */
export function readUnwrap(query: string, node: SyntaxNode): readonly Stage[] {
  const parts = flattenList(node, 'UnwrapExpr').filter((child) => child.name !== 'Pipe' && child.name !== 'Unwrap');
  const conversionNode = parts.find((part) => part.name === 'ConvOp')?.firstChild;
  const conversion = conversionNode ? CONVERSIONS[conversionNode.name as keyof typeof CONVERSIONS] : 'number';
  return parts
    .filter((part) => part.name !== 'ConvOp')
    .map((part) =>
      part.name === 'LabelFilter'
        ? { kind: 'label', filter: readLabelFilter(query, part) }
        : { kind: 'unwrap', name: textOf(query, part), conversion },
    );
}

function readLineFilter(query: string, node: SyntaxNode): LineFilterStage {
  const operatorNode = requiredChild(node, 'Filter').firstChild;
  const operator = LINE_OPERATORS[operatorNode?.name ?? ''];
  if (operator === undefined) throw unsupported(query, node, 'a pattern filter (|> or !>)');
  const values: string[] = [];
  for (let current: SyntaxNode | null = node; current !== null; current = current.getChild('OrFilter')) {
    if (current.getChild('FilterOp') !== null) throw unsupported(query, current, 'ip()');
    const literal = requiredChild(current, 'String');
    const value = stringOf(query, literal);
    if (operator === '|~' || operator === '!~') checkRegex(query, literal, value);
    values.push(value);
  }
  return { kind: 'line', operator, values };
}

function readParser(query: string, node: SyntaxNode): Stage {
  if (node.firstChild?.name !== 'Json') throw unsupported(query, node, textOf(query, node).split(/\s/)[0] ?? '');
  return { kind: 'json', fields: [] };
}

function readJson(query: string, node: SyntaxNode): Stage {
  const list = requiredChild(node, 'LabelExtractionExpressionList');
  const fields = flattenList(list, 'LabelExtractionExpressionList').map((field) => {
    const name = textOf(query, requiredChild(field, 'Identifier'));
    const literal = field.getChild('String');
    const path = parseJsonPath(literal === null ? name : stringOf(query, literal));
    if (path === undefined) throw errorAt(query, field.from, 'invalid path: write names, ["names"] and [positions]');
    return { name, path };
  });
  return { kind: 'json', fields };
}

function readChoices(query: string, node: SyntaxNode, list: string): readonly LabelChoice[] {
  return flattenList(node, list).map((choice) => {
    const content = choice.firstChild;
    if (content?.name === 'Matcher') return readMatcher(query, content);
    return { kind: 'name', name: textOf(query, choice) };
  });
}
