/** One way into the host: a listener at one address that serves pages and contract, and knows by which names it may be called. */
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import type { Core } from '../core/core.ts'
import { MappeError } from '../shared/errors.ts'
import { isForThisHost, setSecurityHeaders } from './security.ts'
import { serveSockets } from './sockets.ts'
import type { TlsCertificate } from './tls-certificate.ts'

export type DoorPlan = {
  /** IPv4 address to listen at. */
  address: string
  /** What may stand in front of the port in a Host header. */
  names: readonly string[]
  /** 0 takes any free port. */
  port: number
  /** Try the next ports when the wanted one is taken. */
  findFreePort: boolean
  /** Null for plain HTTP, which is for this computer alone. */
  certificate: TlsCertificate | null
}

export type Door = { url: string; port: number; close: () => Promise<void> }

/** Where the certificate of the host's own authority can be fetched. */
export const AUTHORITY_PATH = '/zertifikat.crt'

const PORTS_TO_TRY = 20
const SLOW_CLIENT_MS = 20_000

/** Opens doors that all lead to the same core and pages. */
export function doorsTo(core: Core, pagesDir: string): (plan: DoorPlan) => Promise<Door> {
  const pages = sirv(pagesDir, { single: true, etag: true, dotfiles: false })
  return async (plan) => {
    const { address, certificate, names } = plan
    const ownHosts = new Set<string>()
    const listener = listenerFor(pages, certificate, ownHosts)
    const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener)
    server.headersTimeout = SLOW_CLIENT_MS
    server.requestTimeout = SLOW_CLIENT_MS
    const port = await listen(server, plan)
    for (const name of names) ownHosts.add(`${name}:${port}`)
    const sockets = serveSockets(server, core, () => ownHosts)
    const close = async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sockets.close()
      server.closeAllConnections()
      await closed
    }
    return { url: `${certificate ? 'https' : 'http'}://${address}:${port}`, port, close }
  }
}

function listenerFor(
  pages: ReturnType<typeof sirv>,
  certificate: TlsCertificate | null,
  ownHosts: ReadonlySet<string>,
): RequestListener {
  return (request, response) => {
    setSecurityHeaders(response)
    if (!isForThisHost(request, ownHosts)) return void response.writeHead(421).end('Wrong host.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end()
    if (certificate && request.url === AUTHORITY_PATH) {
      response.setHeader('Content-Type', 'application/x-x509-ca-cert')
      return void response.end(request.method === 'HEAD' ? undefined : certificate.authority)
    }
    pages(request, response)
  }
}

async function listen(server: Server, { address, port, findFreePort }: DoorPlan): Promise<number> {
  const last = findFreePort && port !== 0 ? Math.min(port + PORTS_TO_TRY, 65_535) : port
  for (let candidate = port; candidate <= last; candidate += 1) {
    const taken = await tryListen(server, address, candidate)
    if (!taken) return (server.address() as AddressInfo).port
  }
  throw new MappeError('PORT_IN_USE', { port })
}

/** True when the port is taken. */
function tryListen(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(true)
      else reject(error)
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(false)
    })
  })
}
