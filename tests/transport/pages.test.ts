/** How the built pages come to a device: compressed where it can read that, and kept by it only as long as they are true. */
import { mkdir, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startStationServer } from '../../src/server/station-server.ts'
import { runningCore } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const SCRIPT = 'export const name = "Unterschriftenmappe"\n'.repeat(100)
const PAGE = '<!doctype html><title>Unterschriftenmappe</title>'
let url = ''

beforeEach(async () => {
  const pagesDir = await temporaryFolder()
  await mkdir(join(pagesDir, 'assets'))
  await writeCompressed(join(pagesDir, 'index.html'), PAGE)
  await writeCompressed(join(pagesDir, 'assets', 'page-Ab12.js'), SCRIPT)
  await writeFile(join(pagesDir, 'assets', 'face-Cd34.woff2'), 'a typeface')
  const server = await startStationServer({ core: await runningCore(), pagesDir, port: 0, lan: false })
  onTestFinished(() => server.close())
  ;({ url } = server)
})

async function writeCompressed(file: string, text: string): Promise<void> {
  await writeFile(file, text)
  await writeFile(`${file}.br`, brotliCompressSync(text))
  await writeFile(`${file}.gz`, gzipSync(text))
}

async function fetched(path: string, encoding?: string, headers: Record<string, string> = {}) {
  const asked = { ...headers, ...(encoding && { 'Accept-Encoding': encoding }) }
  const [response] = (await once(get(`${url}${path}`, { headers: asked }), 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}

describe('a file of the pages', () => {
  it('comes as the device can read it: brotli, gzip or as it is', async () => {
    const [br, gz, plain] = await Promise.all(
      ['gzip, deflate, br', 'gzip', undefined].map((encoding) => fetched('/assets/page-Ab12.js', encoding)),
    )
    expect(br?.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br!.body).toString()).toBe(SCRIPT)
    expect(gz?.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gz!.body).toString()).toBe(SCRIPT)
    expect(plain?.headers['content-encoding']).toBeUndefined()
    expect(plain?.body.toString()).toBe(SCRIPT)
    for (const { headers } of [br!, gz!, plain!]) {
      expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': 'text/javascript' })
    }
  })

  it('that has no compressed copy comes as it is', async () => {
    const { headers, body } = await fetched('/assets/face-Cd34.woff2', 'gzip, br')
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe('a typeface')
  })

  it('is kept for good when its name says what is in it, and else asked for again', async () => {
    expect((await fetched('/assets/page-Ab12.js', 'br')).headers['cache-control']).toContain('immutable')
    for (const path of ['/', '/signing', '/index.html', '/assets/nobody-knows']) {
      const { headers } = await fetched(path, 'br')
      expect(headers['cache-control'], path).toBe('no-cache')
      expect(headers['content-type'], path).toMatch(/^text\/html/)
      const again = await fetched(path, 'br', { 'If-None-Match': headers.etag ?? '' })
      expect(again.status, path).toBe(304)
    }
  })

  it('of another build is missing and not taken for the start page', async () => {
    expect((await fetched('/assets/page-Old1.js', 'br')).status).toBe(404)
  })
})
