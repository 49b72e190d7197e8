using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors.Identifiers;

/// <summary>Values made by another implementation of the public rules (eng/identifiers/make_values.py).</summary>
public sealed class IdentifierValueTests
{
    private static readonly (string Entity, bool Right, string Context, string Value)[] Values = [.. Read()];

    public static TheoryData<string> Entities => [.. Values.Select(v => v.Entity).Distinct()];

    [Theory]
    [MemberData(nameof(Entities))]
    public void Value_RightInContext_IsFoundWhole(string entity)
    {
        var phase = Phases.Redacting(entity);
        foreach (var (_, _, context, value) in Values.Where(v => v.Entity == entity && v.Right))
        {
            Assert.Equal($"the {context} is [{entity}].", Phases.Whole(phase, $"the {context} is {value}."));
            Assert.Equal($"{{\"{context}\": \"[{entity}]\"}}", Phases.Whole(phase, $"{{\"{context}\": \"{value}\"}}"));
        }
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public void Value_OneCharacterChangedOrTwoSwapped_IsNotFound(string entity)
    {
        var phase = Phases.Redacting(entity);
        foreach (var (_, _, context, value) in Values.Where(v => v.Entity == entity && !v.Right))
        {
            var text = $"the {context} is {value}.";
            Assert.Equal(text, Phases.Whole(phase, text));
        }
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public void Value_OfDigitsWithoutContext_IsFoundOnlyWhereItStandsAlone(string entity)
    {
        var detector = (PatternDetector)DetectorCatalog.Find(entity)!;
        var phase = Phases.Redacting(entity);
        foreach (var (_, _, _, value) in Values.Where(v => v.Entity == entity && v.Right && !detector.StandsAlone))
        {
            var text = $"we saw {value} there";
            Assert.Equal(text, Phases.Whole(phase, text));
        }
    }

    private static IEnumerable<(string Entity, bool Right, string Context, string Value)> Read() =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Detectors", "Identifiers", "values.txt"))
        where !line.StartsWith('#')
        let fields = line.Split('\t')
        select (fields[0], fields[1] == "right", fields[2], fields[3]);
}
