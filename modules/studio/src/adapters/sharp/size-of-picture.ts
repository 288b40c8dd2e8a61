import sharp from 'sharp'
import { limitSharp } from './limit-sharp.ts'
import type { PictureFacts } from './picture.ts'

/** Of a picture that was drawn here. */
export async function sizeOfPicture(path: string): Promise<PictureFacts> {
  limitSharp()
  const { width, height } = await sharp(path).metadata()
  return { width, height }
}
