/** The camera of this device as a scanner: shows its picture in a video element and calls back with every code it sees. */
import { onScopeDispose, ref, watch } from 'vue'
import { createDecoder } from './camera-decoder.ts'
import { zxingDecoder } from './zxing-decoder.ts'

/** Pause between two pictures (ms): ten a second are enough, and the device stays cool. */
const PAUSE = 100

export type CameraFault = 'none' | 'refused' | 'no-camera' | 'no-decoder'

export function useCamera(video: () => HTMLVideoElement | null, onCode: (text: string) => void) {
  const fault = ref<CameraFault>('none')
  const isReady = ref(false)
  let stream: MediaStream | null = null
  let isOver = false
  let timer = 0

  async function start(element: HTMLVideoElement): Promise<void> {
    const given = await openCamera()
    if (typeof given === 'string') return void (fault.value = given)
    stream = given
    if (isOver) return stop()
    element.srcObject = stream
    await element.play().catch(() => {})
    const decode = await createDecoder(zxingDecoder).catch(() => null)
    if (!decode) return void (fault.value = 'no-decoder')
    isReady.value = true
    const look = async (): Promise<void> => {
      for (const text of await decode(element).catch(() => [])) onCode(text)
      if (!isOver) timer = window.setTimeout(look, PAUSE)
    }
    await look()
  }

  function stop(): void {
    isOver = true
    clearTimeout(timer)
    stream?.getTracks().forEach((track) => track.stop())
  }

  const unwatch = watch(video, (element) => {
    if (!element) return
    queueMicrotask(() => unwatch())
    void start(element)
  })
  onScopeDispose(stop)
  return { fault, isReady }
}

async function openCamera(): Promise<MediaStream | CameraFault> {
  // Browsers hide the camera from pages without HTTPS.
  if (!('mediaDevices' in navigator)) return 'no-camera'
  const video = { facingMode: 'environment', width: { ideal: 1280 } }
  return navigator.mediaDevices
    .getUserMedia({ video })
    .catch((error: unknown) =>
      error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'no-camera',
    )
}
