{{/*
What every chart of a shop shares; the same file in each. What a person has typed is never part of a
template, a name, a label or a command: it lies in the ConfigMap `facts` and is read by reference,
since Kubernetes expands $(VARIABLE) in the value of an environment variable.
*/}}

{{/* Short enough for the longest label that Kubernetes makes of it, a revision of a StatefulSet. */}}
{{- define "shop.name" -}}
{{- .Release.Name | trunc 46 | trimSuffix "-" -}}
{{- end -}}

{{- define "shop.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "shop.labels" -}}
{{ include "shop.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
app.kubernetes.io/part-of: "holdfast-stores"
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
holdfast.dev/store-id: {{ .Values.store.id | quote }}
{{- end -}}

{{- define "shop.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ include "shop.name" . }}
{{- else -}}
{{ .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{/* A pod that the pod security standard "restricted" admits. Takes the user that it runs as. */}}
{{- define "shop.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . | int }}
runAsGroup: {{ . | int }}
fsGroup: {{ . | int }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "shop.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: ['ALL']
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* `repository@digest` where a digest is given, else `repository:tag`. */}}
{{- define "shop.image" -}}
{{- if .digest -}}
{{ printf "%s@%s" .repository .digest | quote }}
{{- else -}}
{{ printf "%s:%s" .repository .tag | quote }}
{{- end -}}
{{- end -}}

{{/* What every pod of a shop has beside its containers. */}}
{{- define "shop.pod" -}}
serviceAccountName: {{ include "shop.serviceAccount" . | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* An environment variable out of the shop's Secret: takes name, key and the root. */}}
{{- define "shop.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.existingSecret | quote }}
      key: {{ .key }}
{{- end -}}

{{/* An environment variable out of the facts, which nothing expands. */}}
{{- define "shop.factEnv" -}}
- name: {{ .name }}
  valueFrom:
    configMapKeyRef:
      name: {{ include "shop.name" .root }}-facts
      key: {{ .key }}
{{- end -}}

{{- define "shop.plan" -}}
{{- toYaml (index .Values.plans .Values.plan) -}}
{{- end -}}

{{- define "shop.replicas" -}}
{{- if .root.Values.suspended }}0{{ else }}{{ .wanted | int }}{{ end -}}
{{- end -}}

{{- define "shop.storageClass" -}}
{{- with .Values.storageClassName }}
storageClassName: {{ . | quote }}
{{- end }}
{{- end -}}
