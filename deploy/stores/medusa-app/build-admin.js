// Builds Medusa's dashboard into public/admin, without the compiler that `medusa build` wants.
import { join } from 'node:path'
import bundler from '@medusajs/admin-bundler'
import utils from '@medusajs/framework/utils'
import config from './medusa-config.js'

const here = import.meta.dirname
const plugins = await utils.getResolvedPlugins(here, config, true)

await bundler.build({
  ...config.admin,
  disable: false,
  sources: [],
  plugins: plugins.flatMap(({ admin }) => (admin?.type === 'package' ? [admin.resolve] : [])),
  outDir: join(here, 'public/admin'),
})
