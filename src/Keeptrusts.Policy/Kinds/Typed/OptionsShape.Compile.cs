using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.Typed;

/// <summary>Properties of a class → fields of a document.</summary>
internal static class OptionsShape
{
    private const int Deepest = 8;

    public static KindSchema Kind(string name, string description, IReadOnlyList<PolicyPhase> phases, IReadOnlyList<PolicyAction> actions, Type options)
    {
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            throw new NotSupportedException($"a kind's name is made of lower-case letters, digits and hyphens; `{name}` is not");
        }

        if (phases.Count == 0)
        {
            throw new NotSupportedException($"the kind `{name}` names no phase in which it acts");
        }

        if (options.IsAbstract || options.GetConstructor([]) is null)
        {
            throw new NotSupportedException($"{options.Name} needs a public constructor without parameters");
        }

        var schema = new KindSchema
        {
            Name = name,
            Description = description,
            Phases = [.. phases.Order()],
            Actions = [.. actions.Order().Select(a => Spell(a.ToString()))],
        };
        var fields = Fields(options, 0).ToList();
        return fields.Find(f => BlockFields.For(schema).Any(common => common.Name == f.Name) || f.Name == "action") is { } taken
            ? throw new NotSupportedException($"{options.Name} has a property for `{taken.Name}`, which every policy has; rename it")
            : schema with { Fields = fields };
    }

    /// <summary>The properties that documents may set.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0);

    /// <summary>A name as documents spell it.</summary>
    public static string Spell(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>What the items of a list are, or <see langword="null"/>.</summary>
    public static Type? ItemOf(Type type) => type == typeof(string) || ValueOf(type) is not null ? null
        : type.IsArray ? type.GetElementType()
        : Generic(type, typeof(IEnumerable<>)) is { } list && type.IsAssignableFrom(typeof(List<>).MakeGenericType(list.GetGenericArguments())) ? list.GetGenericArguments()[0]
        : null;

    /// <summary>What the values of a map from text are, or <see langword="null"/>.</summary>
    public static Type? ValueOf(Type type)
    {
        var map = Generic(type, typeof(IReadOnlyDictionary<,>)) ?? Generic(type, typeof(IDictionary<,>));
        return map?.GetGenericArguments() is [var key, var value] && key == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)) ? value : null;
    }

    private static Type? Generic(Type type, Type definition) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static IEnumerable<Field> Fields(Type type, int depth) => Properties(type).Select(p => new Field(
        Spell(p.Name),
        Shape(p, p.PropertyType, depth),
        p.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "")
    {
        Required = p.IsDefined(typeof(RequiredMemberAttribute)) || p.IsDefined(typeof(RequiredAttribute)),
    });

    private static Shape Shape(PropertyInfo property, Type type, int depth)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
        {
            return Shapes.Text;
        }

        if (plain == typeof(bool))
        {
            return Shapes.Flag;
        }

        if (plain == typeof(int) || plain == typeof(decimal) || plain == typeof(double))
        {
            return Number(property, plain);
        }

        if (plain.IsEnum)
        {
            return new ChoiceShape([.. Enum.GetNames(plain).Select(Spell)], []);
        }

        if (plain == typeof(Uri) || plain == typeof(DateOnly))
        {
            return new TextShape(plain == typeof(Uri) ? TextForm.HttpUrl : TextForm.Date);
        }

        if (ItemOf(plain) is { } item)
        {
            return new ListShape(Shape(property, item, depth + 1), property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0);
        }

        if (ValueOf(plain) is { } value)
        {
            return new NamedShape(Shape(property, value, depth + 1));
        }

        return plain.IsClass && depth < Deepest && !typeof(IEnumerable).IsAssignableFrom(plain) && plain.GetConstructor([]) is not null && Properties(plain).Any()
            ? new ObjectShape([.. Fields(plain, depth + 1)])
            : throw new NotSupportedException($"{property.DeclaringType?.Name}.{property.Name} cannot be written in a document: {plain.Name} is no text, flag, number, enum, list, map or class of these");
    }

    private static Shape Number(PropertyInfo property, Type type)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        return type == typeof(int)
            ? new WholeShape(range is null ? int.MinValue : Convert.ToInt32(range.Minimum, CultureInfo.InvariantCulture), range is null ? int.MaxValue : Convert.ToInt32(range.Maximum, CultureInfo.InvariantCulture))
            : new NumberShape(Bound(range?.Minimum), Bound(range?.Maximum));
    }

    // A bound beyond every number that documents may hold is none.
    private static decimal? Bound(object? bound) =>
        bound is null || Convert.ToDouble(bound, CultureInfo.InvariantCulture) is > int.MaxValue or < int.MinValue ? null : Convert.ToDecimal(bound, CultureInfo.InvariantCulture);
}
