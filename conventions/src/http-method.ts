/** HTTP methods that occur in the contracts. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';
