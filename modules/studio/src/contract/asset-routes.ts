import { defineRoutes, pageOf, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { asset, assetLinks, assetQuery, renameBody, share, shareBody, usage } from './asset.ts'

const idParams = z.strictObject({ id: uuid })

const archiveQuery = z.strictObject({
  id: z
    .array(uuid)
    .min(1)
    .max(50)
    .meta({ example: ['01980000-0000-7000-8000-00000000a551'] }),
})

/** The library: what was uploaded and what was made. */
export const assetRoutes = defineRoutes({
  listAssets: {
    method: 'GET',
    path: '/studio/assets',
    summary: 'Pictures, videos and songs, newest first',
    access: 'operator',
    action: 'studio.read',
    request: { query: assetQuery },
    responses: { 200: { description: 'One page.', schema: pageOf(asset) } },
  },
  showAsset: {
    method: 'GET',
    path: '/studio/assets/:id',
    summary: 'A picture, video or song',
    access: 'operator',
    action: 'studio.read',
    request: { params: idParams },
    responses: { 200: { description: 'What it is.', schema: asset } },
    problems: ['studio.unknownAsset'],
  },
  renameAsset: {
    method: 'PATCH',
    path: '/studio/assets/:id',
    summary: 'Give it another name',
    access: 'operator',
    action: 'studio.create',
    idempotent: 'optional',
    request: { params: idParams, body: renameBody },
    exampleBody: { name: 'Grill at dusk' },
    responses: { 200: { description: 'Under its new name.', schema: asset } },
    problems: ['studio.unknownAsset'],
  },
  deleteAsset: {
    method: 'DELETE',
    path: '/studio/assets/:id',
    summary: 'Delete it, with its file and its links',
    description: 'What was made of it stays. Asked again it is the same deletion.',
    access: 'operator',
    action: 'studio.delete',
    request: { params: idParams },
    responses: { 204: { description: 'It is gone.' } },
    problems: ['studio.unknownAsset', 'studio.assetInUse'],
  },
  linkToAsset: {
    method: 'POST',
    path: '/studio/assets/:id/links',
    summary: 'Addresses of its file, for an hour',
    access: 'operator',
    action: 'studio.read',
    request: { params: idParams },
    responses: { 200: { description: 'To save and to show.', schema: assetLinks } },
    problems: ['studio.unknownAsset'],
  },
  archiveAssets: {
    method: 'GET',
    path: '/studio/archive.zip',
    summary: 'Several files as one archive',
    access: 'operator',
    action: 'studio.read',
    stream: true,
    request: { query: archiveQuery },
    responses: { 200: { description: 'As it is packed.', contentType: 'application/zip' } },
    deadlineMs: Number.POSITIVE_INFINITY,
    problems: ['studio.unknownAsset'],
  },
  shareAsset: {
    method: 'POST',
    path: '/studio/assets/:id/shares',
    summary: 'Make a link for people outside',
    access: 'operator',
    action: 'studio.share',
    idempotent: 'required',
    request: { params: idParams, body: shareBody },
    exampleBody: { days: 7 },
    responses: { 201: { description: 'The link, shown once.', schema: share } },
    problems: ['studio.unknownAsset'],
  },
  listShares: {
    method: 'GET',
    path: '/studio/assets/:id/shares',
    summary: 'The links to it that still work',
    access: 'operator',
    action: 'studio.read',
    request: { params: idParams },
    responses: {
      200: { description: 'Newest first.', schema: z.object({ items: z.array(share) }) },
    },
    problems: ['studio.unknownAsset'],
  },
  endShare: {
    method: 'DELETE',
    path: '/studio/shares/:id',
    summary: 'End a link at once',
    access: 'operator',
    action: 'studio.share',
    request: { params: idParams },
    responses: { 204: { description: 'It does not work any more.' } },
    problems: ['studio.unknownShare'],
  },
  showUsage: {
    method: 'GET',
    path: '/studio/usage',
    summary: 'How much room you use, and may use',
    access: 'operator',
    action: 'studio.read',
    responses: { 200: { description: 'Yours alone.', schema: usage } },
  },
})
