using System.Collections;
using System.Globalization;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Typed;

/// <summary>A block that the validator accepts → an object of its kind's class.</summary>
internal static class OptionsReader
{
    public static object Read(MapNode node, Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var property in OptionsShape.Properties(type))
        {
            if (node.Find(OptionsShape.Spell(property.Name)) is { } entry)
            {
                property.SetValue(options, Value(entry.Value, property.PropertyType));
            }
            else if (property.GetValue(options) is null)
            {
                // A list or map that nobody set is empty, not absent.
                property.SetValue(options, Empty(property.PropertyType));
            }
        }

        return options;
    }

    private static object? Value(DocumentNode node, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return node switch
        {
            ListNode list => List(list.Items, plain),
            MapNode map => OptionsShape.ValueOf(plain) is { } value ? Map(map, value) : Read(map, plain),
            ScalarNode scalar => Scalar(scalar.Text, plain),
            _ => null,
        };
    }

    private static object Scalar(string text, Type type)
    {
        if (type.IsEnum)
        {
            return Enum.Parse(type, Enum.GetNames(type).First(n => OptionsShape.Spell(n) == text));
        }

        return type == typeof(string) ? text
            : type == typeof(Uri) ? new Uri(text)
            : type == typeof(DateOnly) ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : type == typeof(bool) ? text[0] is 't' or 'T'
            : type == typeof(int) ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : type == typeof(double) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static object List(IReadOnlyList<DocumentNode> items, Type type)
    {
        var item = OptionsShape.ItemOf(type)!;
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var node in items)
        {
            list.Add(Value(node, item));
        }

        if (!type.IsArray)
        {
            return list;
        }

        var array = Array.CreateInstance(item, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private static object Map(MapNode node, Type value)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        foreach (var entry in node.Entries)
        {
            map[entry.Key] = Value(entry.Value, value);
        }

        return map;
    }

    private static object? Empty(Type type) => OptionsShape.ValueOf(type) is { } value ? Map(MapNode.Empty, value)
        : OptionsShape.ItemOf(type) is not null ? List([], type)
        : null;
}
