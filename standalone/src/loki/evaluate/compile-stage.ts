import type { LabelMap } from '../../store/record-reader.ts';
import type { LabelChoice, Stage, UnwrapConversion } from '../logql/ast.ts';
import { parseGoFloat } from '../logql/go-float.ts';
import { parseGoDurationNanos } from '../logql/parse-duration.ts';
import { parseSizeBytes } from '../logql/parse-size.ts';
import { compileLabelFilter, type LineTest } from './compile-label-filter.ts';
import { compileLineFilter } from './compile-line-search.ts';
import { compileTextTest } from './compile-matcher.ts';
import { ERROR_DETAILS_LABEL, ERROR_LABEL, type LineContext } from './line-context.ts';
import { extractAllLabels, extractLabels } from './parse-json-labels.ts';

const NANOS_PER_SECOND = 1e9;
const CONVERSIONS: Readonly<Record<UnwrapConversion, (text: string) => number | undefined>> = {
  number: parseGoFloat,
  duration: (text) => {
    const nanos = parseGoDurationNanos(text);
    return nanos === undefined ? undefined : nanos / NANOS_PER_SECOND;
  },
  bytes: parseSizeBytes,
};

/** A pipeline stage as a test of, and change to, the record on its way. */
export function compileStage(stage: Stage): LineTest {
  switch (stage.kind) {
    case 'line': {
      const stays = compileLineFilter(stage);
      return (context) => stays(context.line);
    }
    case 'label':
      return compileLabelFilter(stage.filter);
    case 'json':
      return stage.fields.length === 0
        ? compileExtraction(extractAllLabels)
        : compileExtraction((line) => extractLabels(line, stage.fields));
    case 'drop':
      return compileDrop(stage.choices);
    case 'keep':
      return compileKeep(stage.choices);
    case 'unwrap':
      return compileUnwrap(stage.name, stage.conversion);
  }
}

/** A line that is no JSON object stays, marked. A name that is an index label gets the suffix `_extracted`. */
function compileExtraction(extract: (line: string) => LabelMap | undefined): LineTest {
  return (context) => {
    const found = extract(context.line);
    if (found === undefined) {
      context.fail('JSONParserErr', 'the line is no JSON object');
      return true;
    }
    const parsed = Object.assign(Object.create(null) as Record<string, string>, context.parsed);
    for (const [name, value] of Object.entries(found)) {
      parsed[context.labels[name] === undefined ? name : `${name}_extracted`] ??= value;
    }
    context.parsed = parsed;
    return true;
  };
}

function compileDrop(choices: readonly LabelChoice[]): LineTest {
  const chosen = compileChoice(choices);
  return (context) => {
    filterLabels(context, (name, value) => !chosen(name, value));
    if (context.error !== '' && chosen(ERROR_LABEL, context.error)) context.error = '';
    if (context.errorDetails !== '' && chosen(ERROR_DETAILS_LABEL, context.errorDetails)) context.errorDetails = '';
    return true;
  };
}

function compileKeep(choices: readonly LabelChoice[]): LineTest {
  const chosen = compileChoice(choices);
  return (context) => {
    filterLabels(context, chosen);
    return true;
  };
}

function compileChoice(choices: readonly LabelChoice[]): (name: string, value: string) => boolean {
  const names = new Set(choices.flatMap((choice) => (choice.kind === 'name' ? [choice.name] : [])));
  const tests = choices.flatMap((choice) =>
    choice.kind === 'text' ? [{ name: choice.name, test: compileTextTest(choice) }] : [],
  );
  return (name, value) => names.has(name) || tests.some((choice) => choice.name === name && choice.test(value));
}

function filterLabels(context: LineContext, stays: (name: string, value: string) => boolean): void {
  context.labels = filterMap(context.labels, stays);
  context.metadata = filterMap(context.metadata, stays);
  context.parsed = filterMap(context.parsed, stays);
}

function filterMap(map: LabelMap, stays: (name: string, value: string) => boolean): LabelMap {
  const kept = Object.create(null) as Record<string, string>;
  for (const name in map) {
    const value = map[name] ?? '';
    if (stays(name, value)) kept[name] = value;
  }
  return kept;
}

/** A record without the label gives no sample; one whose text is no number gives one that is marked. */
function compileUnwrap(name: string, conversion: UnwrapConversion): LineTest {
  const convert = CONVERSIONS[conversion];
  return (context) => {
    const text = context.get(name) ?? '';
    if (text === '') return false;
    const sample = convert(text);
    if (sample === undefined) context.fail('SampleExtractionErr', `"${text}" in ${name} is no ${conversion}`);
    context.sample = sample ?? 0;
    return true;
  };
}
