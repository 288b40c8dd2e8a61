// The application's own configuration, for several processes of one shop: what one process keeps in its
// memory they share in Redis.
import utils from '@medusajs/framework/utils'
import own from './own-config.js'

const { DISABLE_MEDUSA_ADMIN, MEDUSA_WORKER_MODE, REDIS_URL: redisUrl } = process.env
const redis = (name, options) => ({ resolve: `@medusajs/medusa/${name}`, options })

const shared = utils.transformModules([
  redis('cache-redis', { redisUrl }),
  redis('event-bus-redis', { redisUrl }),
  redis('workflow-engine-redis', { redis: { redisUrl } }),
  redis('locking', {
    providers: [{ ...redis('locking-redis', { redisUrl }), id: 'locking-redis', is_default: true }],
  }),
])

export default {
  ...own,
  admin: { ...own.admin, disable: own.admin.disable || DISABLE_MEDUSA_ADMIN === 'true' },
  projectConfig: { ...own.projectConfig, redisUrl, workerMode: MEDUSA_WORKER_MODE ?? 'shared' },
  modules: { ...own.modules, ...shared },
}
