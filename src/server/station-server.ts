/** Serves pages and contract to browsers: to this computer always, to the house network when the organizer wants it. */
import type { Core } from '../core/core.ts'
import { doorsTo } from './door.ts'
import { createHouseNetwork, lanAddresses, ownNames } from './house-network.ts'
import type { NetworkAddress } from './house-network.ts'
import { LIMITS } from './limits.ts'
import type { Limits } from './limits.ts'
import { openTlsCertificate } from './tls-certificate.ts'

export type StationServerOptions = {
  core: Core
  /** The built pages. */
  pagesDir: string
  /** 0 takes any free port. */
  port: number
  /** Open to the house network from the start. */
  lan: boolean
  /** Try the next ports when the wanted one is taken. */
  findFreePort?: boolean
  /** The addresses of this computer in the house network. */
  addresses?: () => NetworkAddress[]
  /** Others than the usual ones. */
  limits?: Partial<Limits>
}

export type StationServer = {
  /** For the browser on this computer. */
  url: string
  /** For other devices; the same as `url` when the house network is off. */
  addresses: string[]
  port: number
  /** SHA-256 of the certificate authority's certificate, to compare on a device; null while the house network is off. */
  authorityFingerprint: string | null
  close: () => Promise<void>
}

/** @throws MappeError PORT_IN_USE when the port is taken on this computer itself */
export async function startStationServer(options: StationServerOptions): Promise<StationServer> {
  const { core, lan, port, findFreePort = false, addresses = lanAddresses } = options
  const openDoor = doorsTo(core, options.pagesDir, { ...LIMITS, ...options.limits })
  const names = ['127.0.0.1', 'localhost']
  const own = await openDoor({ address: '127.0.0.1', names, port, findFreePort, certificate: null })
  const { folder, options: settings } = core.parts
  const announce = (urls: string[]) => core.announce(urls.length > 0 ? urls : [own.url], own.url)
  announce([])
  const network = createHouseNetwork({
    openDoor,
    issueCertificate: (wanted) => openTlsCertificate(folder.keys, wanted, settings.now(), folder.files),
    addresses,
    names: ownNames(),
    port: own.port,
    onChange: announce,
  })
  await core.fitNetwork(network, lan)
  const { urls, authorityFingerprint } = network.status()
  return {
    url: own.url,
    addresses: urls.length > 0 ? urls : [own.url],
    port: own.port,
    authorityFingerprint,
    close: async () => {
      await network.close()
      await own.close()
    },
  }
}
