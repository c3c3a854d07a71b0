import { lazy, type ComponentType } from 'react';
import type { ExistingPage } from './page-table.ts';

/** Each page as a chunk of its own, loaded when it is first opened. */
export const PAGE_COMPONENTS: Readonly<Record<ExistingPage, ComponentType>> = {
  conversations: lazy(() => import('./pages/conversations/ConversationsPage.tsx')),
  conversation: lazy(() => import('./pages/conversation/ConversationPage.tsx')),
  flows: lazy(() => import('./pages/flows/FlowsPage.tsx')),
  live: lazy(() => import('./pages/live/LivePage.tsx')),
  apiCalls: lazy(() => import('./pages/api-calls/ApiCallsPage.tsx')),
  audit: lazy(() => import('./pages/audit/AuditPage.tsx')),
  alerts: lazy(() => import('./pages/alerts/AlertsPage.tsx')),
  pipeline: lazy(() => import('./pages/pipeline/PipelinePage.tsx')),
};
