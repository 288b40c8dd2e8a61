import utils from '@medusajs/framework/utils'

/** Somebody who may sign in to the dashboard with this password, whatever was there before. */
export async function createAdmin({ container, query, run }, { email, password }) {
  const auth = container.resolve(utils.Modules.AUTH)
  const user = await findUser(query, run, email)
  const identity = await registerOrUpdate(auth, email, password)
  await auth.updateAuthIdentities({ id: identity.id, app_metadata: { user_id: user.id } })
}

async function findUser(query, run, email) {
  const { data } = await query.graph({ entity: 'user', filters: { email }, fields: ['id'] })
  if (data[0]) return data[0]
  const [user] = await run('createUsersWorkflow', { users: [{ email }] })
  return user
}

async function registerOrUpdate(auth, email, password) {
  const [known] = await auth.listProviderIdentities({ entity_id: email, provider: 'emailpass' })
  const { success, error, authIdentity } = known
    ? await auth.updateProvider('emailpass', { entity_id: email, password })
    : await auth.register('emailpass', { body: { email, password } })
  if (!success) throw new Error(`The admin could not be made: ${error}`)
  return authIdentity ?? { id: known.auth_identity_id }
}
