import { afterEach, describe, expect, test, vi } from 'vitest'
import { createDecoder } from '../../../../../src/renderer/reception/scanning/camera-decoder.ts'

const picture = {} as HTMLVideoElement
const zxing = () => Promise.resolve(() => Promise.resolve(['read by ZXing']))

/** A browser with a detector of its own. */
const browserWith = (
  formats: () => Promise<string[]>,
  detect: () => Promise<{ rawValue: string }[]>,
): void => {
  class BarcodeDetector {
    static getSupportedFormats = formats
    detect = detect
  }
  vi.stubGlobal('window', { BarcodeDetector })
}
const unavailable = () => Promise.reject(new DOMException('service unavailable', 'NotSupportedError'))

afterEach(() => vi.unstubAllGlobals())

describe('the codes in a camera picture', () => {
  test('are read by the browser’s own detector where it knows QR codes', async () => {
    browserWith(
      () => Promise.resolve(['qr_code']),
      () => Promise.resolve([{ rawValue: 'read by the browser' }]),
    )
    expect(await (await createDecoder(zxing))(picture)).toEqual(['read by the browser'])
  })

  test.each([
    ['has no detector', () => vi.stubGlobal('window', {})],
    ['knows no QR codes', () => browserWith(() => Promise.resolve(['ean_13']), unavailable)],
    ['cannot say what it knows', () => browserWith(unavailable, unavailable)],
    [
      'has a detector whose service is missing',
      () => browserWith(() => Promise.resolve(['qr_code']), unavailable),
    ],
  ])('are read by ZXing where the browser %s', async (_name, open) => {
    open()
    const decode = await createDecoder(zxing)
    expect(await decode(picture)).toEqual(['read by ZXing'])
    expect(await decode(picture)).toEqual(['read by ZXing'])
  })

  test('are left for the next picture while this one is not ready', async () => {
    browserWith(
      () => Promise.resolve(['qr_code']),
      () => Promise.reject(new DOMException('no picture yet', 'InvalidStateError')),
    )
    await expect((await createDecoder(zxing))(picture)).rejects.toThrow('no picture yet')
  })
})
