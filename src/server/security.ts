/** What the station server lets in and what it tells browsers: host and origin checks, headers. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PAGE_HEADERS } from '../shared/page-headers.ts'

/** Headers of every answer; besides those of all pages, what of this machine a page may use. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value)
  response.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), usb=()')
}

/**
 * Whether a request was meant for this host: the Host header must be one of its own names, else a foreign
 * name was made to point here (DNS rebinding).
 */
export function isForThisHost(request: IncomingMessage, ownHosts: ReadonlySet<string>): boolean {
  return ownHosts.has((request.headers.host ?? '').toLowerCase())
}

/** Whether a WebSocket comes from one of the host's own pages. A browser always sends Origin; other programs need not. */
export function isFromOwnPage(request: IncomingMessage, ownHosts: ReadonlySet<string>): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  const url = URL.parse(origin)
  return url !== null && ownHosts.has(url.host.toLowerCase())
}

/** The token from the subprotocols `mappe.v1, token.<token>`: never in the address, so it reaches no log. */
export const tokenOf = (request: IncomingMessage): string | null => offeredAs(request, 'token.')

/** Which contract the page speaks; null when it does not say. */
export const contractOf = (request: IncomingMessage): string | null => offeredAs(request, 'contract.')

function offeredAs(request: IncomingMessage, prefix: string): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim())
  return offered.find((each) => each.startsWith(prefix))?.slice(prefix.length) ?? null
}
