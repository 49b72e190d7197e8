#!/bin/sh
# Makes the migrations of the schema anew, for both databases, with the scripts that the host applies. Until the first release there is
# one migration, `Initial`, made again whenever a record or the model changes; from then on each change adds one: eng/migrations.sh NAME.
set -eu
cd "$(dirname "$0")/.."
name="${1:-Initial}"
dotnet tool restore >/dev/null
cd src/Keeptrusts.Host

if [ "$name" = Initial ]; then rm -rf Storage/Migrations; fi
dotnet build --nologo --verbosity quiet -p:RunAnalyzersDuringBuild=false
for provider in Sqlite PostgreSql; do
  folder="Storage/Migrations/$provider"
  dotnet ef migrations add "$name" --no-build --context "${provider}ControlDb" --output-dir "$folder"
  if [ "$name" = Initial ]; then
    # One name however often it is made, so that two branches that both make it meet in one file.
    for file in "$folder"/*_Initial.*; do mv "$file" "$folder/20261126000000_${file##*[0-9]_}"; done
    sed -i 's/"[0-9]*_Initial"/"20261126000000_Initial"/' "$folder"/20261126000000_Initial.Designer.cs
  fi
  # Nobody outside needs them, and no byte order mark, please.
  sed -i -e 's/public partial class/internal sealed partial class/' -e '1s/^\xEF\xBB\xBF//' "$folder"/*_"$name".cs
  sed -i '1s/^\xEF\xBB\xBF//' "$folder"/*.cs
done

dotnet build --nologo --verbosity quiet -p:RunAnalyzersDuringBuild=false
for provider in Sqlite PostgreSql; do
  folder="Storage/Migrations/$provider"
  before="$(ls "$folder"/*.sql 2>/dev/null | sort | tail -n 1 | sed 's/.*\/\(.*\)\.sql/\1/')"
  made="$(ls "$folder"/*_"$name".cs | sort | tail -n 1)"
  dotnet ef migrations script "${before:-0}" "$name" --no-build --context "${provider}ControlDb" --output "${made%.cs}.sql"
  # The databases would read the mark as part of the first word.
  sed -i '1s/^\xEF\xBB\xBF//' "${made%.cs}.sql"
done
