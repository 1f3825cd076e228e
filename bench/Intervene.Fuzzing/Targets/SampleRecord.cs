using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Intervene.Fuzzing.Targets;

/// <summary>Makes a record of any type, with every member set, out of what reflection tells.</summary>
internal static class SampleRecord
{
    private const int Items = 2;

    /// <summary>The types of records that carry a format, each with the type that it is read as.</summary>
    /// <param name="assemblies">Where to look.</param>
    public static IEnumerable<(Type Record, Type ReadAs)> Types(params Assembly[] assemblies) =>
        from type in assemblies.SelectMany(assembly => assembly.GetExportedTypes())
        where type is { IsClass: true, IsAbstract: false } && type.GetProperty("FormatVersion") is not null
        orderby type.FullName
        select (type, type.BaseType!.GetCustomAttributes<JsonDerivedTypeAttribute>().Any() ? type.BaseType! : type);

    /// <summary>A value of a type.</summary>
    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner);
        }

        if (type == typeof(string))
        {
            return "text é";
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(0)!;
        }

        if (type.IsPrimitive || type == typeof(decimal))
        {
            return type == typeof(bool) ? true : Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        }

        return type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch : Table(type) ?? List(type) ?? Record(type);
    }

    private static object? Table(Type type)
    {
        var table = Generic(type, typeof(IReadOnlyDictionary<,>));
        if (table is null)
        {
            return null;
        }

        var made = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(table.GetGenericArguments()))!;
        made.Add(Of(table.GetGenericArguments()[0]), Of(table.GetGenericArguments()[1]));
        return made;
    }

    private static object? List(Type type)
    {
        var list = type.IsArray ? typeof(IEnumerable<>).MakeGenericType(type.GetElementType()!)
            : Generic(type, typeof(IEnumerable<>));
        if (list is null)
        {
            return null;
        }

        var items = Array.CreateInstance(list.GetGenericArguments()[0], Items);
        for (var i = 0; i < Items; i++)
        {
            items.SetValue(Of(list.GetGenericArguments()[0]), i);
        }

        return items;
    }

    private static Type? Generic(Type type, Type open) =>
        new[] { type }.Concat(type.GetInterfaces()).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == open);

    private static object Record(Type type)
    {
        if (type.IsAbstract)
        {
            return Of(type.GetCustomAttributes<JsonDerivedTypeAttribute>().First().DerivedType);
        }

        var constructor = type.GetConstructors().Where(one => one.GetParameters() is not [var only] || only.ParameterType != type)
            .MinBy(one => one.GetParameters().Length);
        var made = constructor is null ? RuntimeHelpers.GetUninitializedObject(type)
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.Name != "FormatVersion"))
        {
            property.SetValue(made, Of(property.PropertyType));
        }

        return made;
    }
}
