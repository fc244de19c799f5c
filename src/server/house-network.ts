/** The house network: turned on and off by the organizer, over HTTPS, and following the computer when its address changes. */
import { hostname, networkInterfaces } from 'node:os'
import { domainToASCII } from 'node:url'
import type { HouseNetwork, NetworkChoice } from '../core/core.ts'
import type { NetworkStatus } from '../shared/contract/network.ts'
import type { Door, DoorPlan } from './door.ts'
import type { TlsCertificate } from './tls-certificate.ts'

export type NetworkAddress = { name: string; address: string }

/** What the network is made of; all but `port` can be replaced, so that examples need no second computer. */
export type NetworkParts = {
  openDoor: (plan: DoorPlan) => Promise<Door>
  issueCertificate: (names: string[]) => Promise<TlsCertificate>
  addresses: () => NetworkAddress[]
  /** By which names this computer can be called in its network, besides its addresses. */
  names?: readonly string[]
  now?: () => number
  /** The wanted port; the next free one is taken where it is in use. */
  port: number
  /** Hears of the addresses under which stations reach this host; none while it is off. */
  onChange: (urls: string[]) => void
}

const LOOK_AGAIN_MS = 5_000
/** Well before the 90 days are over: a host that is never turned off must not be locked out of its own network. */
const RENEW_AFTER_MS = 60 * 24 * 60 * 60_000

export type WatchedNetwork = HouseNetwork & { close: () => Promise<void> }

export function createHouseNetwork(parts: NetworkParts): WatchedNetwork {
  const { names = [], now = Date.now } = parts
  let choice: NetworkChoice = { isOn: false, address: null }
  /** The card that has, or had, the chosen address. */
  let chosenCard: string | null = null
  let doors: { door: Door; address: string }[] = []
  let certified: Certified = { addresses: [], certificate: null, at: 0 }
  let formerUrls: string[] = []
  let problem: NetworkStatus['problem'] = null
  let working: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => void inTurn(follow), LOOK_AGAIN_MS)
  timer.unref()

  /** One change at a time: opening a door takes a while, and a second wish must not overtake it. */
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const next = working.then(step)
    working = next.catch(() => {})
    return next
  }

  const wanted = (): string[] => {
    if (!choice.isOn) return []
    const present = parts.addresses().map(({ address }) => address)
    return choice.address === null ? present : present.filter((address) => address === choice.address)
  }

  /** A card that was chosen may get another address, as everywhere in the house: that one is meant then. */
  function followCard(): void {
    const present = parts.addresses()
    const chosen = present.find(({ address }) => address === choice.address)
    const successor = choice.address === null ? null : present.find(({ name }) => name === chosenCard)
    chosenCard = chosen?.name ?? chosenCard
    if (!chosen && successor) choice = { ...choice, address: successor.address }
  }

  /** Opens what is missing. When the addresses are others than before, all doors get a new certificate. */
  async function follow(): Promise<void> {
    followCard()
    const target = wanted()
    const isOld = target.length > 0 && now() - certified.at > RENEW_AFTER_MS
    if (target.join() !== certified.addresses.join() || isOld) {
      const before = [...formerUrls, ...doors.map(({ door }) => door.url)]
      await closeDoors()
      const certificate = target.length > 0 ? await parts.issueCertificate([...target, ...names]) : null
      certified = { addresses: target, certificate, at: now() }
      formerUrls = before.filter((url) => !target.includes(new URL(url).hostname))
      parts.onChange([])
    }
    const missing = target.filter((address) => doors.every((door) => door.address !== address))
    for (const address of missing) await openDoor(address)
    if (missing.length > 0) parts.onChange(doors.map(({ door }) => door.url))
    problem = problemNow(target)
  }

  function problemNow(target: string[]): NetworkStatus['problem'] {
    if (choice.isOn && target.length === 0) return parts.addresses().length > 0 ? 'chosen-gone' : 'no-network'
    return doors.length < target.length ? 'port-taken' : null
  }

  async function openDoor(address: string): Promise<void> {
    const { port } = parts
    const plan = {
      address,
      names: [address, ...names],
      port,
      findFreePort: port !== 0,
      certificate: certified.certificate,
    }
    try {
      doors.push({ address, door: await parts.openDoor(plan) })
    } catch {
      // said as a problem, and tried again at the next look
    }
  }

  async function closeDoors(): Promise<void> {
    const closing = doors
    doors = []
    await Promise.all(closing.map(({ door }) => door.close()))
  }

  const status = (): NetworkStatus => ({
    isOn: choice.isOn,
    chosen: choice.address,
    interfaces: parts.addresses(),
    urls: doors.map(({ door }) => door.url),
    wantedPort: parts.port,
    authorityFingerprint: certified.certificate?.authorityFingerprint ?? null,
    formerUrls: choice.isOn ? formerUrls : [],
    problem,
  })

  return {
    status,
    choose: (next) =>
      inTurn(async () => {
        choice = next
        chosenCard = null
        await follow()
        // what the organizer has just chosen is no surprise
        formerUrls = []
        return status()
      }),
    close: async () => {
      clearInterval(timer)
      await inTurn(closeDoors)
    },
  }
}

type Certified = { addresses: string[]; certificate: TlsCertificate | null; at: number }

/** This computer's name, alone and as it is announced in the house (RFC 6762); a name that is no host name is left out. */
export function ownNames(name = hostname()): string[] {
  const [first = ''] = name.toLowerCase().split('.')
  const all = [name.toLowerCase(), `${first}.local`].map((each) => domainToASCII(each))
  return [...new Set(all)].filter((each) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(each) && each !== 'localhost')
}

/** IPv4 addresses of this computer in networks it is plugged into. */
export const lanAddresses = (): NetworkAddress[] =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(
        ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
      )
      .map(({ address }) => ({ name, address })),
  )
