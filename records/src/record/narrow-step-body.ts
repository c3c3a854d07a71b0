import type { ErrorDetail, Json, StepBody, StepCall, TurnBody, VariableChange } from '@botscope/conventions';
import { asObject, readList, readMember, readNumber, readObject, readString, type JsonObject } from './json-object.ts';

/** Body of a turn. */
export function narrowTurnBody(object: JsonObject): TurnBody {
  return {
    input: readMember(object, 'input'),
    output: readMember(object, 'output'),
    variablesDelta: narrowChanges(readList(object, 'variablesDelta') ?? []),
  };
}

/** Body of a step. */
export function narrowStepBody(object: JsonObject): StepBody {
  const error = readObject(object, 'error');
  return {
    input: readMember(object, 'input'),
    output: readMember(object, 'output'),
    variables: narrowVariables(readObject(object, 'variables')),
    calls: readList(object, 'calls')?.flatMap(narrowCall),
    error: error && narrowError(error),
    console: narrowTexts(readList(object, 'console')),
    source: readString(object, 'source'),
  };
}

/** Texts of a list; what is no text is left out. */
export function narrowTexts(list: readonly Json[] | undefined): readonly string[] | undefined {
  return list?.filter((item): item is string => typeof item === 'string');
}

function narrowVariables(object: JsonObject | undefined): StepBody['variables'] {
  if (object === undefined) return undefined;
  const delta = narrowChanges(readList(object, 'delta') ?? []);
  return { delta, count: readNumber(object, 'count') ?? delta.length };
}

function narrowChanges(list: readonly Json[]): readonly VariableChange[] {
  return list.flatMap((item) => {
    const object = asObject(item);
    const name = object && readString(object, 'name');
    if (object === undefined || name === undefined) return [];
    // A side that is null exists with the value null; only an absent one says that there was no variable.
    return [{ name, ...pickSide(object, 'before'), ...pickSide(object, 'after') }];
  });
}

function pickSide(object: JsonObject, side: 'before' | 'after'): Partial<VariableChange> {
  return Object.hasOwn(object, side) ? { [side]: object[side] } : {};
}

function narrowCall(item: Json): readonly StepCall[] {
  const object = asObject(item);
  if (object === undefined) return [];
  return [
    {
      uid: readString(object, 'uid') ?? '',
      method: readString(object, 'method') ?? '',
      host: readString(object, 'host') ?? '',
      status: readNumber(object, 'status'),
      errorType: readString(object, 'errorType'),
      durationMs: readNumber(object, 'durationMs') ?? 0,
    },
  ];
}

function narrowError(object: JsonObject): ErrorDetail {
  return {
    type: readString(object, 'type') ?? '',
    message: readString(object, 'message') ?? '',
    stack: readString(object, 'stack'),
  };
}
