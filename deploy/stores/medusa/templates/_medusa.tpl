{{- define "medusa.databaseHost" -}}
{{- .Values.database.external.host | default (printf "%s-db" (include "shop.name" .)) -}}
{{- end -}}

{{- define "medusa.redisHost" -}}
{{- .Values.redis.external.host | default (printf "%s-redis" (include "shop.name" .)) -}}
{{- end -}}

{{/*
What every container of Medusa needs. The addresses are put together by the image's entry point: an
address with the password in it would have to be built by expansion, in which a password could break out.
*/}}
{{- define "medusa.env" -}}
- name: NODE_ENV
  value: production
- name: DATABASE_HOST
  value: {{ include "medusa.databaseHost" . | quote }}
- name: DATABASE_PORT
  value: {{ .Values.database.port | int | quote }}
- name: DATABASE_NAME
  value: {{ .Values.database.name | quote }}
- name: DATABASE_USER
  value: {{ .Values.database.user | quote }}
- name: REDIS_URL
  value: {{ printf "redis://%s:%d" (include "medusa.redisHost" .) (.Values.redis.port | int) | quote }}
{{ include "shop.secretEnv" (dict "root" . "name" "DATABASE_PASSWORD" "key" "database-password") }}
{{ include "shop.secretEnv" (dict "root" . "name" "SIGNING_KEY" "key" "signing-key") }}
{{ include "shop.factEnv" (dict "root" . "name" "STORE_NAME" "key" "store-name") }}
{{ include "shop.factEnv" (dict "root" . "name" "STORE_URL" "key" "store-url") }}
{{- end -}}

{{- define "medusa.mounts" -}}
- name: scratch
  mountPath: /tmp
  subPath: tmp
- name: scratch
  mountPath: /app/static
  subPath: static
- name: scratch
  mountPath: /app/.cache
  subPath: cache
{{- end -}}

{{- define "medusa.volumes" -}}
- name: scratch
  emptyDir:
    sizeLimit: 512Mi
{{- end -}}

{{/* One Medusa: takes the root, its component (`web` or `worker`), its mode and how many there are. */}}
{{- define "medusa.deployment" -}}
{{- $root := .root -}}
{{- $plan := include "shop.plan" $root | fromYaml -}}
{{- $size := index $plan .component -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" $root }}{{ if ne .component "web" }}-{{ .component }}{{ end }}
  labels:
    {{- include "shop.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  replicas: {{ include "shop.replicas" (dict "root" $root "wanted" $size.replicas) }}
  revisionHistoryLimit: 3
  # Helm waits ten minutes: one that does not come up is told of before.
  progressDeadlineSeconds: 300
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "shop.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .component }}
  template:
    metadata:
      labels:
        {{- include "shop.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ .component }}
      annotations:
        # A shop that is renamed or moved starts again and reads what it is called now.
        checksum/facts: {{ include (print $root.Template.BasePath "/facts.yaml") $root | sha256sum }}
    spec:
      {{- include "shop.pod" $root | nindent 6 }}
      terminationGracePeriodSeconds: 40
      securityContext:
        {{- include "shop.podSecurity" 1000 | nindent 8 }}
      {{- if gt ($size.replicas | int) 1 }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "shop.selector" $root | nindent 14 }}
              app.kubernetes.io/component: {{ .component }}
      {{- end }}
      initContainers:
        # Migrates and makes the administrator, under a lock of the database: several pods may begin
        # at once, and what is done already is passed over.
        - name: setup
          image: {{ include "shop.image" $root.Values.image }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy | quote }}
          command: ['node', '/app/setup.mjs']
          env:
            {{- include "medusa.env" $root | nindent 12 }}
            {{- include "shop.secretEnv" (dict "root" $root "name" "ADMIN_EMAIL" "key" "admin-email") | nindent 12 }}
            {{- include "shop.secretEnv" (dict "root" $root "name" "ADMIN_PASSWORD" "key" "admin-password") | nindent 12 }}
          securityContext:
            {{- include "shop.containerSecurity" $root | nindent 12 }}
          resources:
            {{- toYaml $size.resources | nindent 12 }}
          volumeMounts:
            {{- include "medusa.mounts" $root | nindent 12 }}
      containers:
        - name: medusa
          image: {{ include "shop.image" $root.Values.image }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy | quote }}
          command: ['node', '/app/serve.mjs']
          env:
            {{- include "medusa.env" $root | nindent 12 }}
            - name: MEDUSA_WORKER_MODE
              value: {{ .mode }}
            - name: DISABLE_MEDUSA_ADMIN
              value: {{ ne .component "web" | quote }}
            - name: PORT
              value: '9000'
          ports:
            - name: http
              containerPort: 9000
          securityContext:
            {{- include "shop.containerSecurity" $root | nindent 12 }}
          resources:
            {{- toYaml $size.resources | nindent 12 }}
          startupProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 3
            timeoutSeconds: 5
            failureThreshold: 60
          readinessProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 10
            timeoutSeconds: 5
          # Says nothing of the database: a pod is not ended because that is away.
          livenessProbe:
            tcpSocket:
              port: http
            periodSeconds: 20
            timeoutSeconds: 5
            failureThreshold: 6
          lifecycle:
            preStop:
              exec:
                command: ['sleep', '5']
          volumeMounts:
            {{- include "medusa.mounts" $root | nindent 12 }}
      volumes:
        {{- include "medusa.volumes" $root | nindent 8 }}
{{- end -}}
