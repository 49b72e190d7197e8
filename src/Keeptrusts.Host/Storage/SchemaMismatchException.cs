namespace Keeptrusts.Host.Storage;

/// <summary>The database was made by another version of Keeptrusts, which this one cannot bring up to date.</summary>
internal sealed class SchemaMismatchException(string migration) : Exception($"The database has the schema `{migration}`, which this version does not know.")
{
    public string Migration { get; } = migration;
}
