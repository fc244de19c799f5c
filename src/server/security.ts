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
export function isFromOwnPage(
  request: IncomingMessage,
  own: { hosts: ReadonlySet<string>; isSecure: boolean },
): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  const url = URL.parse(origin)
  if (url === null || url.protocol !== (own.isSecure ? 'https:' : 'http:')) return false
  return own.hosts.has(url.host.toLowerCase())
}

/** The token from the subprotocols `mappe.v1, as.<role>, token.<token>, in.<rehearsal>, contract.<version>`: never in the address, so it reaches no log. */
export const tokenOf = (request: IncomingMessage): string | null => offered(request, 'token.')

/** The role whose page is asking, as it believes. */
export const surfaceOf = (request: IncomingMessage): string | null => offered(request, 'as.')

/** The rehearsal in which the page believes to be; null for the evening itself. */
export const rehearsalOf = (request: IncomingMessage): string | null => offered(request, 'in.')

/** Which contract the page speaks; null when it does not say. */
export const contractOf = (request: IncomingMessage): string | null => offered(request, 'contract.')

function offered(request: IncomingMessage, start: string): string | null {
  const all = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim())
  return all.find((each) => each.startsWith(start))?.slice(start.length) ?? null
}
