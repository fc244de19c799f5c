/** Reads QR codes from camera pictures: with the browser's own detector where there is one, else with what `load` brings. */

/** The texts of the codes in a picture; none when there is no code. */
export type Decode = (picture: HTMLVideoElement) => Promise<string[]>

type Detector = { detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorType = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

const isDetectorType = (value: unknown): value is DetectorType =>
  typeof value === 'function' && 'getSupportedFormats' in value

/** `load` is asked only where it is needed. */
export async function createDecoder(load: () => Promise<Decode>): Promise<Decode> {
  const native = await nativeDecoder().catch(() => null)
  return native ? orElse(native, load) : load()
}

/** Some devices offer a detector and only say at the first picture that its service is missing. */
function orElse(native: Decode, load: () => Promise<Decode>): Decode {
  let decode = native
  return async (picture) => {
    try {
      return await decode(picture)
    } catch (error) {
      if (decode !== native || !isMissing(error)) throw error
      decode = await load()
      return decode(picture)
    }
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotSupportedError'

async function nativeDecoder(): Promise<Decode | null> {
  const type: unknown = Reflect.get(window, 'BarcodeDetector')
  if (!isDetectorType(type) || !(await type.getSupportedFormats()).includes('qr_code')) return null
  const detector = new type({ formats: ['qr_code'] })
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue)
}
