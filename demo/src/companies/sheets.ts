import type { FastifyInstance } from 'fastify';

/** The only token that the spreadsheet service takes. */
export const VALID_SHEETS_TOKEN = 'demo-sheets-token-2208';

/** A spreadsheet service: rows are appended by who has a token that has not been revoked. */
export function addSheets(app: FastifyInstance): void {
  let rows = 1;
  app.post('/v4/spreadsheets/:id/values/append', (request, reply) => {
    if (request.headers.authorization !== `Bearer ${VALID_SHEETS_TOKEN}`) {
      const error_description = 'Token has been expired or revoked.';
      return reply.code(401).send({ error: 'invalid_grant', error_description });
    }
    rows += 1;
    return reply.send({ updates: { updatedRange: `Calls!A${rows}`, updatedRows: 1 } });
  });
}
