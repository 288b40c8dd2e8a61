import type { Kysely, Selectable } from 'kysely'
import type { AvatarSettings, MixSettings, Project } from '../contract.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'

export type ProjectRecord = Selectable<StudioTables['studio.project']>
type Db = Kysely<StudioTables>

export interface OfOrganisation {
  readonly organisationId: string
}

/** The projects of an organisation that are not deleted; `p` can be filtered on. */
export function selectProjects(db: Db, { organisationId }: OfOrganisation) {
  return db
    .selectFrom('studio.project as p')
    .where('p.organisation_id', '=', organisationId)
    .where('p.deleted_at', 'is', null)
    .selectAll('p')
}

/** Throws `studio.unknownProject`, also for one of another organisation. */
export async function requireProject(
  db: Db,
  of: OfOrganisation,
  id: string,
): Promise<ProjectRecord> {
  const project = await selectProjects(db, of).where('p.id', '=', id).executeTakeFirst()
  if (!project) throw problems.unknownProject({ id })
  return project
}

/** The same; who wants to change it waits for this transaction. */
export async function lockProject(db: Db, of: OfOrganisation, id: string): Promise<ProjectRecord> {
  const locked = selectProjects(db, of).where('p.id', '=', id).forNoKeyUpdate()
  const project = await locked.executeTakeFirst()
  if (!project) throw problems.unknownProject({ id })
  return project
}

/** Throws `studio.changedMeanwhile` when it is not the version that was looked at. */
export function assertVersion(project: ProjectRecord, version: number): void {
  if (project.version === version) return
  throw problems.changedMeanwhile({ seen: version, is: project.version })
}

/** Throws `studio.wrongKind` for a project that mixes nothing. */
export function mixSettingsOf(project: ProjectRecord): MixSettings {
  if (isMix(project)) return project.settings
  throw problems.wrongKind({ projectId: project.id, kind: project.kind })
}

export function projectOnWire(project: ProjectRecord): Project {
  const common = {
    id: project.id,
    name: project.name,
    version: project.version,
    createdBy: project.created_by,
    createdAt: project.created_at.toISOString(),
    changedAt: project.changed_at.toISOString(),
  }
  if (isMix(project)) return { ...common, kind: 'mix', settings: project.settings }
  if (isAvatar(project)) return { ...common, kind: 'avatar', settings: project.settings }
  throw new Error(`project ${project.id} is of no known kind`)
}

/** What is written was checked against the kind. */
function isMix(
  project: ProjectRecord,
): project is ProjectRecord & { readonly settings: MixSettings } {
  return project.kind === 'mix'
}

function isAvatar(
  project: ProjectRecord,
): project is ProjectRecord & { readonly settings: AvatarSettings } {
  return project.kind === 'avatar'
}
