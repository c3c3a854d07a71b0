import { renderCurl, type ApiCallRecord, type ScriptExceptionRecord } from '@botscope/records';
import { Tab, TabContent, TabsBar, Text } from '@grafana/ui';
import type { ReactNode } from 'react';
import { JsonView } from '../../../components/JsonView.tsx';

import { CALL_TABS, type CallTab } from '../url-state.ts';
import type { CallRecord, CallRowView } from '../view-model.ts';
import { BodyView } from './BodyView.tsx';
import { CallFacts } from './CallFacts.tsx';
import { CodeBlock } from './CodeBlock.tsx';
import { HeadersView } from './HeadersView.tsx';

interface CallDetailProps {
  readonly view: CallRowView;
  readonly tab: CallTab;
  readonly onTabChange: (tab: CallTab) => void;
}

const TAB_WORDS: Readonly<Record<CallTab, string>> = {
  request: 'Request (curl)',
  response: 'Response',
  headers: 'Headers',
  variables: 'Variables',
  raw: 'Raw record',
};

/** The tabs that a record has something for: a script has no request, a call no variables. */
function tabsOf(record: CallRecord): readonly CallTab[] {
  const hidden: readonly CallTab[] = record.type === 'api-call' ? ['variables'] : ['request', 'headers'];
  return CALL_TABS.filter((tab) => !hidden.includes(tab));
}

/** A call, or a script's exception, in full. */
export function CallDetail({ view, tab, onTabChange }: CallDetailProps) {
  const tabs = tabsOf(view.record);
  const active = tabs.includes(tab) ? tab : (tabs[0] ?? 'raw');
  return (
    <>
      <CallFacts view={view} />
      <TabsBar>
        {tabs.map((name) => (
          <Tab
            key={name}
            label={name === 'response' && view.record.type === 'script-exception' ? 'Exception' : TAB_WORDS[name]}
            active={name === active}
            onChangeTab={() => onTabChange(name)}
          />
        ))}
      </TabsBar>
      <TabContent>{renderTab(view.record, active)}</TabContent>
    </>
  );
}

function renderTab(record: CallRecord, tab: CallTab): ReactNode {
  if (tab === 'raw')
    return (
      <JsonView
        label="Raw record"
        value={{ labels: record.labels, metadata: record.metadata, body: record.body ?? record.line }}
      />
    );
  if (record.type === 'script-exception')
    return tab === 'variables' ? renderVariables(record) : renderException(record);
  if (tab === 'request') return renderRequest(record);
  if (tab === 'headers') return renderHeaders(record);
  return renderResponse(record);
}

function renderRequest({ body, bodyTruncated, requestSizeBytes }: ApiCallRecord): ReactNode {
  if (!body?.request) return <NotStored />;
  const { request } = body;
  if (bodyTruncated && request.bodySha256 !== undefined) {
    return (
      <>
        <p>The body was cut when it was recorded, so there is no command that would send the same request.</p>
        <BodyView label="Request body" body={request.body} sizeBytes={requestSizeBytes} isTruncated />
      </>
    );
  }
  return <CodeBlock label="Request as curl" text={renderCurl(request)} copyLabel="Copy curl" />;
}

function renderResponse({ body, responseSizeBytes }: ApiCallRecord): ReactNode {
  if (!body) return <NotStored />;
  if (!body.response) return <p>No answer came.</p>;
  const { response } = body;
  return (
    <BodyView
      label="Response body"
      body={response.body}
      sizeBytes={responseSizeBytes}
      isTruncated={response.bodySha256 !== undefined}
    />
  );
}

function renderHeaders({ body }: ApiCallRecord): ReactNode {
  return (
    <>
      <HeadersView title="Request headers" headers={body?.request.headers} />
      <HeadersView title="Response headers" headers={body?.response?.headers} />
    </>
  );
}

function renderException({ body, exceptionType, exceptionMessage }: ScriptExceptionRecord): ReactNode {
  const parts = [
    { label: 'Stack', text: body?.stack ?? `${exceptionType ?? 'Error'}: ${exceptionMessage ?? ''}` },
    { label: 'Source', text: body?.source ?? '' },
    { label: 'Console', text: (body?.console ?? []).join('\n') },
  ];
  return parts
    .filter(({ text }) => text !== '')
    .map(({ label, text }) => (
      <section key={label}>
        <Text element="h3" variant="h6">
          {label}
        </Text>
        <CodeBlock label={label} text={text} />
      </section>
    ));
}

function renderVariables({ body }: ScriptExceptionRecord): ReactNode {
  if (!body?.variables) return <p>The script had no variables.</p>;
  return <JsonView label="Variables" value={body.variables} />;
}

function NotStored() {
  return (
    <p>
      The content of this call was not stored: the capture policy of the bot leaves it out, or the record is damaged.
      The raw record shows what is there.
    </p>
  );
}
