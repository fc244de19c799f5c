/** One way into the host: a listener at one address that serves pages and contract, and knows by which names it may be called. */
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import sirv from 'sirv'
import type { HostFace } from '../core/core.ts'
import { MappeError } from '../shared/errors.ts'
import { LIMITS } from './limits.ts'
import type { Limits } from './limits.ts'
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

/** Opens doors that all lead to the same core and pages. */
export function doorsTo(
  core: HostFace,
  pagesDir: string,
  limits: Limits = LIMITS,
): (plan: DoorPlan) => Promise<Door> {
  const pages = pagesIn(pagesDir)
  return async (plan) => {
    const { address, certificate, names } = plan
    const ownHosts = new Set<string>()
    const listener = listenerFor(pages, certificate, ownHosts)
    const patience = patienceOf(limits)
    const server = certificate
      ? createHttpsServer({ ...certificate, ...patience }, listener)
      : createHttpServer(patience, listener)
    server.setTimeout(limits.slowness.silence)
    limitSockets(server, limits.sockets)
    const port = await listen(server, plan)
    for (const name of names) ownHosts.add(`${name}:${port}`)
    const sockets = serveSockets(server, core, { hosts: ownHosts, isSecure: certificate !== null }, limits)
    const close = async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sockets.close()
      server.closeAllConnections()
      await closed
    }
    return { url: `${certificate ? 'https' : 'http'}://${address}:${port}`, port, close }
  }
}

/** The built pages, compressed where the build has put a compressed copy beside them. */
const pagesIn = (folder: string) =>
  sirv(folder, {
    single: true,
    etag: true,
    dotfiles: false,
    brotli: true,
    gzip: true,
    setHeaders: setCaching,
  })

/** The names of built files change with what is in them; whatever else is asked for is looked at again each time. */
function setCaching(response: ServerResponse, pathname: string): void {
  const isForGood = /^\/assets\/[^/]+\.\w+$/.test(pathname)
  response.setHeader('Cache-Control', isForGood ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** What node's servers are told about clients that take their time. */
const patienceOf = ({ slowness }: Limits) => ({
  handshakeTimeout: slowness.handshake,
  headersTimeout: slowness.headers,
  requestTimeout: slowness.request,
  connectionsCheckingInterval: slowness.lookEvery,
})

/** One other computer may hold so many connections and no more: the rest of the house has to get in. */
function limitSockets(server: Server, { all, perAddress }: Limits['sockets']): void {
  const open = new Map<string, number>()
  server.maxConnections = all
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    if (count > perAddress && !isThisComputer(socket)) return void socket.destroy()
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })
}

const isThisComputer = ({ remoteAddress, localAddress }: Socket): boolean => remoteAddress === localAddress

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
