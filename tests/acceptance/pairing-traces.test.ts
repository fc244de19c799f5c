/** A program that was paired with leaves no token behind: not in what it prints, not in its folder. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import type { WebSocket } from 'ws'
import { openSocket, socketClient } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const CLI = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url))

/** `mappe serve` with everything it ever prints. */
async function serving(dataDir: string) {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MAPPE_DEBUG: '1' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
  }
  await expect.poll(() => printed, { timeout: 30_000 }).toContain('#secret=')
  const [, url = '', secret = ''] = /(http:\/\/[\d.:]+)\/join#secret=([\w-]+)/.exec(printed) ?? []
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { url, secret, stop, printed: () => printed }
}

async function closedAfter(socket: WebSocket, frame: string): Promise<void> {
  const closed = once(socket, 'close')
  socket.send(frame)
  await closed
}

async function firstThat<T>(feed: Promise<AsyncIterable<T>>, fits: (item: T) => boolean): Promise<T> {
  for await (const item of await feed) if (fits(item)) return item
  throw new Error('the feed is over')
}

it('is found nowhere after a whole evening of pairing', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const host = await serving(dataDir)
  const tokenOf = (answer: object) => ('token' in answer ? String(answer.token) : '')
  const stranger = await socketClient(host, null)
  const first = tokenOf(await stranger.stations.redeem({ code: host.secret }))
  const organizer = await socketClient(host, first)
  const { code } = await organizer.stations.invite({ role: 'signing', name: 'Tablet 1' })
  const asked = await stranger.stations.redeem({ code })
  const ticket = 'ticket' in asked ? asked.ticket : ''
  const [device] = await firstThat(organizer.live.asking(), (devices) => devices.length > 0)
  await organizer.stations.confirm({ id: device!.id })
  const outcome = await firstThat(stranger.live.joining({ ticket }), ({ status }) => status !== 'waiting')
  const second = tokenOf(outcome)
  // what makes a host write to its log: a frame nobody can read, a call that fails, a token that is none
  await closedAfter(await openSocket(host, second), '{')
  await (await socketClient(host, second)).ceremony.loadSample({ commandId: 'x' as never }).catch(() => {})
  await fetch(`${host.url}/join?token=${'made-up'.repeat(4)}`)
  await host.stop()

  const secrets = [first, second, ticket]
  expect(secrets.map((secret) => secret.length)).toEqual([43, 43, 43])
  const printed = host.printed()
  expect(printed).toContain('unreadable')
  for (const secret of [...secrets, code, 'made-up']) expect(printed).not.toContain(secret)
  expect(printed.split(host.secret)).toHaveLength(2)

  const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  )
  expect(files.length).toBeGreaterThan(1)
  for (const { parentPath, name } of files) {
    const text = await readFile(join(parentPath, name), 'latin1')
    for (const secret of [...secrets, host.secret]) expect(text, name).not.toContain(secret)
  }
}, 120_000)
