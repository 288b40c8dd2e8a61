import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { strictly } from '../../data/address/strictly.ts'
import { shell } from '../../shell-route.ts'
import { readStudioSearch } from './studio-search.ts'

// Apart from the routes, whose types would be inferred in a circle.
const readStudio = strictly(readStudioSearch)

const library = createRoute({
  getParentRoute: () => shell,
  path: '/studio/library',
  validateSearch: readStudio,
  component: lazyRouteComponent(() => import('./library/library-page.tsx'), 'LibraryPage'),
})

const mixer = createRoute({
  getParentRoute: () => shell,
  path: '/studio/mixer',
  component: lazyRouteComponent(() => import('./mixer/mixer-page.tsx'), 'MixerPage'),
})

const project = createRoute({
  getParentRoute: () => shell,
  path: '/studio/mixer/$projectId',
  component: lazyRouteComponent(() => import('./mixer/project/project-page.tsx'), 'ProjectPage'),
})

const avatars = createRoute({
  getParentRoute: () => shell,
  path: '/studio/avatars',
  validateSearch: readStudio,
  component: lazyRouteComponent(() => import('./avatars/avatars-page.tsx'), 'AvatarsPage'),
})

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/studio/jobs',
  validateSearch: readStudio,
  component: lazyRouteComponent(() => import('./jobs/jobs-page.tsx'), 'JobsPage'),
})

const job = createRoute({
  getParentRoute: () => jobs,
  path: '/$jobId',
  component: lazyRouteComponent(() => import('./jobs/job-panel.tsx'), 'JobPanel'),
})

/** The addresses of the studio. */
export const studioRoutes = [library, mixer, project, avatars, jobs.addChildren([job])] as const
