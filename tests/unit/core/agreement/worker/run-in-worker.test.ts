import { afterEach, describe, expect, test } from 'vitest'
import { borrowed, createPdfWorker } from '../../../../../src/core/agreement/worker/run-in-worker.ts'
import type { PdfWorker } from '../../../../../src/core/agreement/worker/run-in-worker.ts'
import { aSealJob, aSealKey, agreementPdf } from '../../../../fixtures/agreements.ts'

const url = new URL('../../../../../src/core/agreement/worker/worker.ts', import.meta.url)
/** A thread that takes orders and never answers. */
const silent = new URL(
  'data:text/javascript,import{parentPort}from"node:worker_threads";parentPort.on("message",()=>{})',
)
/** A thread that dies at its first order. */
const dying = new URL(
  'data:text/javascript,import{parentPort}from"node:worker_threads";parentPort.on("message",()=>{throw new Error("out")})',
)

let worker: PdfWorker
afterEach(() => worker.close())

describe('work on PDFs in a thread of its own', () => {
  test('seals, tells how far it is, and verifies what it sealed', async () => {
    worker = createPdfWorker(url, { timeMs: 20_000, memoryMb: 512 })
    const heard: number[] = []
    const job = aSealJob(await agreementPdf())
    const { bytes } = await worker.run(
      'seal',
      { job, key: await aSealKey() },
      {
        report: (done) => heard.push(done),
        signal: undefined,
      },
    )
    expect(heard.length).toBeGreaterThan(0)
    expect((await worker.run('verify', { bytes })).seals).toMatchObject([{ intact: true, wholeFile: true }])
  })

  test('keeps code and data of a fault on its way back', async () => {
    worker = createPdfWorker(url, { timeMs: 20_000, memoryMb: 512 })
    const job = aSealJob(await agreementPdf())
    job.stamps = job.stamps.map((stamp) => ({ ...stamp, name: '李' }))
    await expect(worker.run('seal', { job, key: await aSealKey() })).rejects.toMatchObject({
      name: 'MappeError',
      code: 'GLYPH_MISSING',
      data: { characters: '李' },
    })
    await expect(worker.run('verify', { bytes: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'NOT_A_PDF',
    })
  })

  test('runs jobs one after the other, a failed one not in the way of the next', async () => {
    worker = createPdfWorker(url, { timeMs: 20_000, memoryMb: 512 })
    const good = await agreementPdf()
    const order: string[] = []
    const jobs = ['a', 'b', 'c'].map((name, i) =>
      worker.run('verify', { bytes: i === 1 ? new Uint8Array() : good }).then(
        () => order.push(name),
        () => order.push(`${name} failed`),
      ),
    )
    await Promise.all(jobs)
    expect(order).toEqual(['a', 'b failed', 'c'])
  })

  test('ends a job that takes too long, and the next one too, each with a new thread', async () => {
    worker = createPdfWorker(silent, { timeMs: 150, memoryMb: 64 })
    const both = [
      worker.run('verify', { bytes: new Uint8Array() }),
      worker.run('verify', { bytes: new Uint8Array() }),
    ]
    const outcomes = await Promise.allSettled(both)
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: { code: 'TIME_LIMIT', data: { job: 'verify' } } })
  })

  test('outlives a thread that dies', async () => {
    worker = createPdfWorker(dying, { timeMs: 20_000, memoryMb: 64 })
    for (let i = 0; i < 2; i++) {
      await expect(worker.run('verify', { bytes: new Uint8Array() })).rejects.toMatchObject({
        code: 'UNEXPECTED',
      })
    }
  })

  test('rejects what is under way and what comes later, once it is closed', async () => {
    worker = createPdfWorker(silent, { timeMs: 20_000, memoryMb: 64 })
    const underWay = expect(worker.run('verify', { bytes: new Uint8Array() })).rejects.toHaveProperty('code')
    await new Promise((resolve) => setImmediate(resolve))
    await worker.close()
    await underWay
    await expect(worker.run('verify', { bytes: new Uint8Array() })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })
  })

  test('leaves off when its work is called off, and goes on with the next', async () => {
    worker = createPdfWorker(
      new URL(
        'data:text/javascript,import{parentPort,threadId}from"node:worker_threads";parentPort.on("message",({input})=>input.bytes.length&&parentPort.postMessage({type:"result",result:{thread:threadId}}))',
      ),
      { timeMs: 20_000, memoryMb: 64 },
    )
    const calledOff = new AbortController()
    const work = { report: () => {}, signal: calledOff.signal }
    const running = worker.run('verify', { bytes: new Uint8Array() }, work)
    const waiting = worker.run('verify', { bytes: new Uint8Array() }, work)
    const next = worker.run('verify', { bytes: new Uint8Array(1) })
    await new Promise((resolve) => setImmediate(resolve))
    calledOff.abort()
    calledOff.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await expect(next).resolves.toHaveProperty('thread')
    await expect(worker.run('verify', { bytes: new Uint8Array(1) }, work)).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  test('keeps its thread when a job is called off that is done already', async () => {
    worker = createPdfWorker(url, { timeMs: 20_000, memoryMb: 512 })
    const calledOff = new AbortController()
    const bytes = await agreementPdf()
    const report = await worker.run('verify', { bytes }, { report: () => {}, signal: calledOff.signal })
    calledOff.abort()
    expect(report.seals).toEqual([])
    await expect(worker.run('verify', { bytes })).resolves.toMatchObject({ seals: [] })
  })

  test('goes on for its owner when a borrower leaves, whose own work is rejected', async () => {
    worker = createPdfWorker(url, { timeMs: 20_000, memoryMb: 512 })
    const bytes = await agreementPdf()
    const borrower = borrowed(worker)
    await expect(borrower.run('verify', { bytes })).resolves.toMatchObject({ seals: [] })
    const underWay = expect(borrower.run('verify', { bytes })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    })
    await borrower.close()
    await underWay
    await expect(borrower.run('verify', { bytes })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    await expect(worker.run('verify', { bytes })).resolves.toMatchObject({ seals: [] })
  })
})
