/** `npm run pictures`: renews the pictures of the handbook from the running program. */
import { join } from 'node:path'
import { takePictures } from './handbook-pictures.ts'
import { launchBrowser } from './host.ts'

const folder = join(import.meta.dirname, '../../resources/handbook/pictures')
const browser = await launchBrowser()
try {
  for (const { name, bytes } of await takePictures({ browser, folder, complaints: [] }))
    console.log(`${name}.webp: ${Math.ceil(bytes / 1024)} KB`)
} finally {
  await browser.close()
}
