export {
  createFiles,
  type FileFacts,
  type FileLink,
  type Files,
  type FilesOptions,
  type StoredFile,
} from './create-files.ts'
export type { Disposition } from './disposition.ts'
export type { FilePlace, Range } from './place.ts'
export { serveFileLinks, type FileLinkOptions } from './serve-file-links.ts'
