import { ErrorBoundary } from '@grafana/ui';
import type { ReactNode } from 'react';
import { ErrorPanel } from './ErrorPanel.tsx';

interface PageErrorBoundaryProps {
  /** Name of the page, in reports. */
  readonly page: string;
  /** What makes a failed page worth another try when it changes: the address. */
  readonly address: string;
  readonly children: ReactNode;
}

/** Keeps a page's failure to that page. */
export function PageErrorBoundary({ page, address, children }: PageErrorBoundaryProps) {
  return (
    <ErrorBoundary boundaryName={`botscope-${page}`} dependencies={[address]}>
      {({ error }) => (error ? <ErrorPanel error={error} /> : children)}
    </ErrorBoundary>
  );
}
