using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>A test's data: each database in turn. What holds of one has to hold of the other.</summary>
public sealed class EachDatabase : TheoryData<string>
{
    public EachDatabase()
    {
        Add(nameof(DatabaseProvider.Sqlite));
        Add(nameof(DatabaseProvider.PostgreSql));
    }
}
