import { PERMISSIONS, roleReaches, toExportFileName } from '@botscope/conventions';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import { openExport, type ExportOptions } from '../export/open-export.ts';
import { readExportRequest, type ExportRequest } from '../export/read-export-request.ts';
import { FileAnswer } from './file-answer.ts';
import type { PeopleHandlers, PersonRequest } from './people-routes.ts';

/** What the endpoints for downloads work with. */
export interface ExportHandlersOptions extends ExportOptions {
  readonly evidence: EvidenceOutbox;
  readonly clock: () => number;
}

/** Endpoints for downloads. Each download is an audit record of who took what, kept before anything is handed out. */
export function createExportHandlers(options: ExportHandlersOptions): PeopleHandlers {
  const { evidence, clock } = options;
  return {
    'GET export/conversations': async ({ query, user }) => {
      const request = readExportRequest(query);
      const withCalls = roleReaches(user.role, PERMISSIONS['api-calls:read']);
      const file = await openExport(request, options, withCalls, clock());
      addEvidence(evidence, request, user, withCalls);
      void evidence.drain();
      return new FileAnswer(file, toExportFileName(request.address.uid, request.format));
    },
  };
}

function addEvidence(
  evidence: EvidenceOutbox,
  { address, format, turn }: ExportRequest,
  actor: PersonRequest['user'],
  withCalls: boolean,
): void {
  const { bot, environment, uid: conversation } = address;
  evidence.add({
    type: 'audit',
    action: 'CREATED',
    category: 'file_access',
    entity: { type: 'conversation_export', id: conversation, name: 'Download of a conversation' },
    before: null,
    after: { format, withApiCalls: withCalls, ...(turn === undefined ? {} : { turn }) },
    actor,
    ...{ bot, environment, conversation },
  });
}
