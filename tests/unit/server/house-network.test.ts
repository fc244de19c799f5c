import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DoorPlan } from '../../../src/server/door.ts'
import { createHouseNetwork, ownNames } from '../../../src/server/house-network.ts'
import type { WatchedNetwork } from '../../../src/server/house-network.ts'

/** A computer with network cards that can be pulled, and doors that only note whether they are open. */
function computer(present: string[]) {
  const open = new Map<string, DoorPlan>()
  const issued: string[][] = []
  const heard: string[][] = []
  let isTaken = false
  const network = createHouseNetwork({
    addresses: () => present.map((address) => ({ name: 'eth0', address })),
    issueCertificate: (names) => {
      issued.push(names)
      return Promise.resolve({
        key: '',
        cert: '',
        authority: new Uint8Array(),
        authorityFingerprint: 'AB:CD',
      })
    },
    openDoor: (plan) => {
      if (isTaken) return Promise.reject(new Error('taken'))
      open.set(plan.address, plan)
      const close = () => Promise.resolve(void open.delete(plan.address))
      return Promise.resolve({ url: `https://${plan.address}:4870`, port: 4870, close })
    },
    port: 4870,
    onChange: (urls) => heard.push(urls),
  })
  opened.push(network)
  return {
    network,
    open,
    issued,
    heard,
    plug: (...addresses: string[]) => void (present = addresses),
    take: (now: boolean) => void (isTaken = now),
  }
}

const opened: WatchedNetwork[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const network of opened.splice(0)) await network.close()
})
const ON = { isOn: true, address: null }

describe('the house network', () => {
  it('is off until the organizer turns it on', () => {
    const { network, open } = computer(['192.168.1.5'])
    expect(network.status()).toMatchObject({
      isOn: false,
      urls: [],
      authorityFingerprint: null,
      problem: null,
    })
    expect(open.size).toBe(0)
  })

  it('opens a door at each address, with one certificate for all of them', async () => {
    const { network, issued, heard } = computer(['192.168.1.5', '10.0.0.7'])
    const status = await network.choose(ON)
    expect(status.urls).toEqual(['https://192.168.1.5:4870', 'https://10.0.0.7:4870'])
    expect(status.authorityFingerprint).toBe('AB:CD')
    expect(issued).toEqual([['192.168.1.5', '10.0.0.7']])
    expect(heard.at(-1)).toEqual(status.urls)
  })

  it('keeps to the one address that was chosen', async () => {
    const { network, open } = computer(['192.168.1.5', '10.0.0.7'])
    await network.choose({ isOn: true, address: '10.0.0.7' })
    expect([...open.keys()]).toEqual(['10.0.0.7'])
  })

  it('closes every door when it is turned off', async () => {
    const { network, open } = computer(['192.168.1.5'])
    await network.choose(ON)
    await network.choose({ isOn: false, address: null })
    expect(open.size).toBe(0)
    expect(network.status()).toMatchObject({ isOn: false, urls: [], authorityFingerprint: null })
  })

  it('says that there is no network, and opens once there is one', async () => {
    vi.useFakeTimers()
    const { network, plug, issued } = computer([])
    expect((await network.choose(ON)).problem).toBe('no-network')
    plug('192.168.1.5')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({ urls: ['https://192.168.1.5:4870'], problem: null })
    expect(issued).toEqual([['192.168.1.5']])
  })

  it('follows a changed address with a new certificate', async () => {
    vi.useFakeTimers()
    const { network, plug, issued, open } = computer(['192.168.1.5'])
    await network.choose(ON)
    plug('192.168.1.77')
    await vi.advanceTimersByTimeAsync(6_000)
    expect([...open.keys()]).toEqual(['192.168.1.77'])
    expect(issued).toEqual([['192.168.1.5'], ['192.168.1.77']])
  })

  it('leaves open doors alone while nothing changes', async () => {
    vi.useFakeTimers()
    const { network, issued, heard } = computer(['192.168.1.5'])
    await network.choose(ON)
    const before = heard.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(issued).toHaveLength(1)
    expect(heard).toHaveLength(before)
  })

  it('says that no port is free, and tries again', async () => {
    vi.useFakeTimers()
    const { network, take } = computer(['192.168.1.5'])
    take(true)
    expect((await network.choose(ON)).problem).toBe('port-taken')
    take(false)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({ urls: ['https://192.168.1.5:4870'], problem: null })
  })
})

describe('a computer whose address changes', () => {
  it('says which address is no longer good, until somebody has chosen anew', async () => {
    vi.useFakeTimers()
    const { network, plug } = computer(['192.168.1.5'])
    await network.choose(ON)
    expect(network.status().formerUrls).toEqual([])
    plug('10.0.0.7')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({
      urls: ['https://10.0.0.7:4870'],
      formerUrls: ['https://192.168.1.5:4870'],
    })
    await network.choose(ON)
    expect(network.status().formerUrls).toEqual([])
  })

  it('follows the card that was chosen, and no other', async () => {
    vi.useFakeTimers()
    const { network, plug } = computer(['192.168.1.5'])
    await network.choose({ isOn: true, address: '192.168.1.5' })
    plug('192.168.1.77')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({
      chosen: '192.168.1.77',
      urls: ['https://192.168.1.77:4870'],
      formerUrls: ['https://192.168.1.5:4870'],
      problem: null,
    })
  })

  it('says that the chosen network is gone, not that there is none', async () => {
    vi.useFakeTimers()
    const { network, plug } = computer(['192.168.1.5'])
    expect((await network.choose({ isOn: true, address: '10.0.0.7' })).problem).toBe('chosen-gone')
    plug('10.0.0.7')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({ urls: ['https://10.0.0.7:4870'], problem: null })
  })

  it('takes the word back when the old address returns', async () => {
    vi.useFakeTimers()
    const { network, plug } = computer(['192.168.1.5'])
    await network.choose(ON)
    plug()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({
      problem: 'no-network',
      formerUrls: ['https://192.168.1.5:4870'],
    })
    plug('192.168.1.5')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(network.status()).toMatchObject({ problem: null, formerUrls: [] })
  })

  it('that runs for months gets a new certificate in time', async () => {
    vi.useFakeTimers()
    const { network, issued } = computer(['192.168.1.5'])
    await network.choose(ON)
    vi.setSystemTime(Date.now() + 61 * 24 * 60 * 60_000)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(issued).toHaveLength(2)
    expect(network.status().urls).toEqual(['https://192.168.1.5:4870'])
  })
})

describe('the names of this computer', () => {
  it.each([
    ['saal-pc', ['saal-pc', 'saal-pc.local']],
    ['Saal-PC.landkreis.example', ['saal-pc.landkreis.example', 'saal-pc.local']],
    ['Jörgs-Rechner', ['xn--jrgs-rechner-4ib', 'xn--jrgs-rechner-4ib.local']],
    ['localhost', ['localhost.local']],
    ['zwei worte', []],
  ])('%s is called in the house as it announces itself', (name, names) => {
    expect(ownNames(name)).toEqual(names)
  })
})
