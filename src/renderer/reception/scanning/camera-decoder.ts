/** Reads QR codes from camera pictures: with the browser's own detector where there is one, else with ZXing from our own origin. */

/** The texts of the codes in a picture; none when there is no code. */
export type Decode = (picture: HTMLVideoElement) => Promise<string[]>

type Detector = { detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorType = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

const isDetectorType = (value: unknown): value is DetectorType =>
  typeof value === 'function' && 'getSupportedFormats' in value

/** Loads what is needed and nothing more: a megabyte of ZXing comes only to devices that need it. */
export async function createDecoder(): Promise<Decode> {
  return (await nativeDecoder()) ?? zxingDecoder()
}

async function nativeDecoder(): Promise<Decode | null> {
  const type: unknown = Reflect.get(window, 'BarcodeDetector')
  if (!isDetectorType(type) || !(await type.getSupportedFormats()).includes('qr_code')) return null
  const detector = new type({ formats: ['qr_code'] })
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue)
}

/** Wider pictures cost time and find no more. */
const WIDTH = 960

async function zxingDecoder(): Promise<Decode> {
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
