import { toSeverityNumber, type LogLevel } from '@botscope/conventions';
import type { LogFilter } from '../filters/log-filter.ts';
import { allOf, anyOf, isOneOf, type Condition } from '../logql/condition.ts';
import { LABEL } from '../logql/label-names.ts';
import { toPlaceConditions } from './place-condition.ts';
import { toRecordQuery, type QueryContext, type RecordQuery } from './record-query.ts';

const name = LABEL.severityNumber;

/** Log actions, system events and other applications' log records. */
export function buildLogQuery(filter: LogFilter, context?: QueryContext): RecordQuery {
  const { levels = [], labels = [], minLevel } = filter;
  const query = {
    matchers: [
      { name: LABEL.kind, values: ['log'] },
      { name: LABEL.environment, values: filter.environments ?? [] },
      { name: LABEL.bot, values: filter.bots ?? [] },
    ],
    text: filter.text ?? '',
    conditions: [
      ...(minLevel === undefined || minLevel === 'debug' ? [] : [atLeast(minLevel)]),
      ...(levels.length === 0 ? [] : [anyOf(levels.map(exactly))]),
      ...(labels.length === 0 ? [] : [isOneOf(LABEL.logLabel, labels)]),
      ...toPlaceConditions(filter),
    ],
  };
  return toRecordQuery('records', query, context);
}

function atLeast(level: LogLevel): Condition {
  return { name, operator: '>=', number: toSeverityNumber(level) };
}

function exactly(level: LogLevel): Condition {
  switch (level) {
    case 'debug':
      // Also TRACE, and records that name no severity.
      return anyOf([isOneOf(name, ['']), below('info')]);
    case 'info':
      return allOf([atLeast('info'), below('warning')]);
    case 'warning':
      return allOf([atLeast('warning'), below('error')]);
    case 'error':
      return atLeast('error');
  }
}

function below(level: LogLevel): Condition {
  return { name, operator: '<', number: toSeverityNumber(level) };
}
