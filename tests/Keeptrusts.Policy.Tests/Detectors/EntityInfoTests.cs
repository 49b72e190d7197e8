using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Kinds.PiiDetector;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors;

/// <summary>What the documentation says of an entity is true.</summary>
public sealed class EntityInfoTests
{
    public static TheoryData<string> Entities => [.. DetectorCatalog.EntityNames];

    [Theory]
    [MemberData(nameof(Entities))]
    public void Example_OfEveryEntity_IsFoundAsMarkedAndNothingElse(string entity)
    {
        var phase = Phases.Redacting(entity);
        Assert.NotEmpty(Info(entity).Examples);
        foreach (var example in Info(entity).Examples)
        {
            var (start, end) = (example.IndexOf('«', StringComparison.Ordinal), example.IndexOf('»', StringComparison.Ordinal));
            Assert.True(start >= 0 && end > start, example);
            Assert.Equal($"{example[..start]}[{entity}]{example[(end + 1)..]}", Phases.Whole(phase, example.Remove(end, 1).Remove(start, 1)));
        }
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public void CounterExample_OfEveryEntity_IsNotFound(string entity)
    {
        var phase = Phases.Redacting(entity);
        Assert.All(Info(entity).NotFound, text => Assert.Equal(text, Phases.Whole(phase, text)));
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public void Info_OfEveryEntity_IsWhole(string entity)
    {
        var info = Info(entity);
        Assert.All(new[] { info.Title, info.Format, info.Check }, Assert.NotEmpty);
        Assert.All(new[] { info.Format, info.Check }, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
        Assert.All(info.Regions, region => Assert.Matches("^[a-z]{2}$", region));
    }

    [Fact]
    public void PiiEntities_AvailableAndRegions_AreTheCatalogues()
    {
        var named = DetectorCatalog.EntityNames.Where(n => Info(n).Group != EntityGroup.Secret).Order(StringComparer.Ordinal);
        Assert.Equal(named, PiiEntities.Available.Order(StringComparer.Ordinal));
        Assert.All(PiiEntities.Available, name => Assert.Equal(Info(name).Regions, PiiEntities.RegionsOf(name)));
        Assert.Equal(PiiEntities.Available.Where(n => Info(n).Group == EntityGroup.Health), PiiEntities.Health);
        Assert.Empty(PiiEntities.Later.Intersect(PiiEntities.Available));
    }

    private static EntityInfo Info(string entity) => ((PatternDetector)DetectorCatalog.Find(entity)!).Info;
}
