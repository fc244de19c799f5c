/** Reads QR codes from camera pictures with ZXing, from our own origin: nothing is fetched from anywhere else. */
import type { Decode } from './camera-decoder.ts'

/** Wider pictures cost time and find no more. */
const WIDTH = 960

/** A megabyte, for devices that need it. */
export async function zxingDecoder(): Promise<Decode> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasmUrl }] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (picture) => {
    if (!context || picture.videoWidth === 0) return []
    canvas.width = Math.min(WIDTH, picture.videoWidth)
    canvas.height = Math.round((canvas.width * picture.videoHeight) / picture.videoWidth)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
    const codes = await readBarcodes(pixels, { formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true })
    return codes.map(({ text }) => text)
  }
}
